//! Goals are kept on both engines, and held against the months.

use insight::{BaseQuery, Goal, GoalMetric, base, goals, remove_goal, set_goal};
use store::Store;

use crate::lake::{Lake, assert_close, source};

fn goal(metric: GoalMetric, month: &str, target: f64) -> Goal {
    Goal::new(metric, month.parse().unwrap(), target).unwrap()
}

store::contract! {
    async fn a_goal_is_set_changed_and_removed(store: Store) {
        let orders = goal(GoalMetric::Orders, "2020-02", 10.0);
        let churn = goal(GoalMetric::ChurnRate, "2020-01", 0.05);
        for goal in [&orders, &churn] {
            set_goal(&store, goal).await.unwrap();
        }
        assert_eq!(goals(&store).await.unwrap(), [churn.clone(), orders.clone()]);

        let more = goal(GoalMetric::Orders, "2020-02", 12.5);
        set_goal(&store, &more).await.unwrap();
        assert_eq!(goals(&store).await.unwrap(), [churn.clone(), more]);

        assert!(remove_goal(&store, churn.metric, &churn.month).await.unwrap());
        assert!(!remove_goal(&store, churn.metric, &churn.month).await.unwrap());
        assert_eq!(goals(&store).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn goals_are_held_against_their_months() {
    let session = Lake::default()
        .order(1, "2020-01-05", 1_000, 1.0)
        .order(1, "2020-02-05", 500, 1.0)
        .session();
    let mut report = base(&source(&session), &BaseQuery::default())
        .await
        .unwrap();
    report.set_goals(&[
        goal(GoalMetric::RevenueMinor, "2020-01", 800.0),
        goal(GoalMetric::RevenueMinor, "2020-02", 1_000.0),
        goal(GoalMetric::RevenueMinor, "2020-03", 1_000.0),
        goal(GoalMetric::ChurnRate, "2020-01", 0.1),
    ]);
    for (figure, (actual, attainment)) in report.goals.iter().zip([
        (Some(1_000.0), Some(1.25)),
        (Some(500.0), Some(0.5)),
        (None, None),
        (None, None),
    ]) {
        assert_close(figure.actual, actual, "actual");
        assert_close(figure.attainment, attainment, "attainment");
    }
    assert_eq!(
        (report.goals[3].metric, report.goals[3].month.as_str()),
        ("churn_rate", "2020-01")
    );
}
