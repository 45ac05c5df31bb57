//! The job that looks for gaps, by a clock that is moved by hand.

use std::time::Duration;

use app::Workspace;
use app::work::{Next, Turn, jobs};
use customers::{
    Alarm, AlarmFilter, Fact, FactKind, Grain, QualityKeeper, SourceId, SourceKind, Sources, Who,
};
use kernel::{Limit, ManualClock};
use store::log::{Lease, catch_up};
use tokio_util::sync::CancellationToken;

use crate::engine::on_both;

/// Events of a source, received now.
async fn send(workspace: &Workspace, source: SourceId, count: usize) {
    let now = workspace.clock().now();
    let events = (0..count).map(|at| {
        let who = Who {
            anonymous_id: Some("a".to_owned()),
            ..Who::default()
        };
        Fact::new(FactKind::Page, format!("{now} {at}"), now, who).into_event(source)
    });
    workspace.log().append(events.collect()).await.unwrap();
}

/// One turn of the job.
async fn turn(workspace: &Workspace) -> Next {
    let all = jobs(workspace);
    let job = all.iter().find(|job| job.name() == "quality").unwrap();
    let store = workspace.store();
    let owner = Lease::owner(store);
    let lease = Lease::take(store, "job quality", &owner, Duration::from_secs(45)).await;
    let turn = Turn {
        lease: lease.unwrap().unwrap(),
        stopping: CancellationToken::new(),
    };
    let next = job.run(&turn).await.unwrap();
    turn.lease.release().await.unwrap();
    next
}

async fn alarms(workspace: &Workspace) -> Vec<Alarm> {
    let watchman = workspace.watchman();
    let page = watchman.alarms(AlarmFilter::default(), None, Limit::default());
    page.await.unwrap().items
}

/// Lets so many days pass, each with so many events, and takes a turn on each.
async fn pass(
    workspace: &Workspace,
    clock: &ManualClock,
    source: SourceId,
    (days, events): (u32, usize),
) {
    for _ in 0..days {
        clock.advance(Duration::from_hours(24));
        send(workspace, source, events).await;
        catch_up(workspace.log(), &QualityKeeper).await.unwrap();
        turn(workspace).await;
    }
}

on_both! {
    async fn a_source_that_stops_is_told_until_it_returns(engine) {
        let home = engine.home().await;
        // Summer time begins on the 29th of March, among these days.
        let workspace = home.create("Europe/Berlin").await.unwrap();
        let sources = Sources::new(workspace.store().clone());
        let source = sources.ensure(SourceKind::Server, "shop").await.unwrap();
        let clock = &home.clock;
        clock.advance(Duration::from_hours(24 * 50));
        // Nothing is said of a new source, and nothing of one that goes on, on quiet hours either.
        pass(&workspace, clock, source, (40, 12)).await;
        assert_eq!(alarms(&workspace).await, []);
        // What waits to be added up is no gap.
        clock.advance(Duration::from_hours(24));
        send(&workspace, source, 12).await;
        clock.advance(Duration::from_hours(24));
        assert_eq!(turn(&workspace).await, Next::After(Duration::from_secs(30)));
        assert_eq!(alarms(&workspace).await, []);
        send(&workspace, source, 12).await;
        catch_up(workspace.log(), &QualityKeeper).await.unwrap();
        assert_eq!(turn(&workspace).await, Next::After(Duration::from_mins(5)));
        assert_eq!(alarms(&workspace).await, []);
        // A day without anything, and the morning after it.
        clock.advance(Duration::from_hours(44));
        turn(&workspace).await;
        let found = alarms(&workspace).await;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].source, found[0].grain, found[0].seen, found[0].ended_at), (source, Grain::Day, 0, None));
        assert_eq!(found[0].noticed_at, workspace.clock().now());
        assert_eq!(workspace.quality_report(7).await.unwrap().alarms_open, 1);
        // It returns.
        clock.advance(Duration::from_hours(4));
        send(&workspace, source, 12).await;
        catch_up(workspace.log(), &QualityKeeper).await.unwrap();
        turn(&workspace).await;
        let found = alarms(&workspace).await;
        assert!(found.len() == 1 && found[0].ended_at.is_some(), "{found:?}");
        assert_eq!(workspace.quality_report(7).await.unwrap().alarms_open, 0);
    }
}
