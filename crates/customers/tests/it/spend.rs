//! Marketing spend: read from files, kept on both engines.

use std::fmt::Write as _;

use customers::CustomersError;
use customers::spend::{
    MarketingSpend, ReadSpend, SpendBy, SpendFigure, SpendFigures, SpendFilter, SpendPut,
    read_spend,
};
use jiff::civil::{Date, date};
use kernel::Limit;
use proptest::prelude::*;
use store::Store;

use crate::files::{file, options};

const TODAY: Date = date(2026, 6, 1);

fn read(content: impl AsRef<[u8]>) -> Result<ReadSpend, CustomersError> {
    read_spend(&file(content).path, None, &options())
}

fn refused(content: impl AsRef<[u8]>) -> String {
    read(content).unwrap_err().to_string()
}

fn figure(day: Date, channel: &str, campaign: &str, cost_minor: i64) -> SpendFigure {
    SpendFigure {
        day,
        channel: channel.to_owned(),
        campaign: campaign.to_owned(),
        cost_minor,
        impressions: None,
        clicks: None,
    }
}

fn figures(list: &[SpendFigure]) -> SpendFigures {
    SpendFigures::new(list.to_vec(), TODAY).unwrap()
}

#[test]
fn columns_come_by_name_in_any_order() {
    let text = "Clicks,cost,CAMPAIGN,note,day,channel,impressions
12,1234.56,spring,x,2026-03-01,google,\"1,000\"
,0,,x,2026-03-02,tv,
";
    let read = read(text).unwrap();
    let mut first = figure(date(2026, 3, 1), "google", "spring", 123_456);
    (first.impressions, first.clicks) = (Some(1_000), Some(12));
    let second = figure(date(2026, 3, 2), "tv", "", 0);
    assert_eq!(read.figures.as_slice(), [first, second]);
    assert_eq!((read.rounded, read.ignored), (0, vec!["note".to_owned()]));
}

#[test]
fn files_are_read_as_people_write_them() {
    let text = "Дата;Канал;Расход;Показы;Валюта\n31.03.2026;Яндекс;1 234,565;5000;gbp\n01.04.2026;Яндекс;2,5;;\n";
    let read = read(text).unwrap();
    let mut first = figure(date(2026, 3, 31), "Яндекс", "", 123_457);
    first.impressions = Some(5_000);
    let second = figure(date(2026, 4, 1), "Яндекс", "", 250);
    assert_eq!(read.figures.as_slice(), [first, second]);
    assert_eq!(read.rounded, 1);
}

#[test]
fn days_that_read_in_two_ways_are_asked_for() {
    let text = "day,channel,cost\n01/02/2026,tv,1\n03/02/2026,tv,1\n";
    assert_eq!(
        refused(text),
        "the days in 'day', such as 01/02/2026, read as DD/MM/YYYY or as MM/DD/YYYY: say which as the date format, or write \
         them as YYYY-MM-DD"
    );
    let format = customers::DateFormat::from_name("MM/DD/YYYY");
    let read = read_spend(&file(text).path, format, &options()).unwrap();
    assert_eq!(read.figures.as_slice()[1].day, date(2026, 3, 2));
}

#[test]
fn a_file_is_refused_as_a_whole_with_every_line() {
    let text = "day,channel,campaign,cost,impressions
2026-03-01,tv,a,1,1
2026-03-01,tv,a,1,1
2026-03-02,tv,a,-5,1
2026-03-03,tv,a,1e30,1
2026-13-01,tv,a,1,1
9999-12-31,tv,a,1,1
1026-03-04,tv,a,1,1
2026-03-05,tv,a,99999999999999,1
2026-03-06,tv,a,,1
2026-03-07,tv,a,1,1.5
2026-03-08,,a,1,1
";
    assert!(
        refused(text).starts_with(
            "nothing of the spend was taken: line 3 has the channel, campaign and day of line 2: keep one of them; line 4, cost `-5` is \
             below 0; line 5, cost `1e30` is written with an exponent, so its digits are lost: export it in full; line 6, day \
             `2026-13-01` is not a date of the form YYYY-MM-DD; line 7, day `9999-12-31` is in the future; line 8, day \
             `1026-03-04` is before 1990; line 9, cost `99999999999999` is larger than can be kept; line 10, cost `` is empty: \
             write 0 for nothing; line 11, impressions `1.5` is not a whole number; line 12, channel `` is empty"
        ),
        "{}",
        refused(text)
    );
}

#[test]
fn columns_that_are_missing_or_mean_the_same_are_named() {
    for (text, sentence) in [
        (
            "day,channel,cost,currency\n2026-03-01,tv,1,USD\n",
            "nothing of the spend was taken: line 2, currency `USD` is not GBP, which the workspace keeps",
        ),
        (
            "day,channel,cost_usd\n2026-03-01,tv,1\n",
            "no column 'cost' was found among day, channel, cost_usd: a file of spend has channel, day and cost, and perhaps \
             campaign, impressions, clicks",
        ),
        (
            "day,date,channel,cost\n2026-03-01,2026-03-01,tv,1\n",
            "the columns 'day' and 'date' mean the same: leave one of them out",
        ),
        (
            "day,channel,cost\n2026-03-01,tv\n",
            "nothing of the spend was taken: line 2 has 2 cells, and the file has 3 columns",
        ),
        ("", "the file is empty"),
        (
            "day,channel,cost\n",
            "the file has a header and no lines beneath it",
        ),
    ] {
        assert_eq!(refused(text), sentence, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        told in prop::collection::btree_map(
            (0_i32..9_000, "[a-zé]{1,8}", "[a-z \"',;]{0,8}"),
            (0_i64..10_000_000_000_000, prop::option::of(0_i64..1_000_000), prop::option::of(0_i64..1_000_000)),
            1..20,
        )
    ) {
        let mut text = "channel,campaign,day,cost,impressions,clicks\n".to_owned();
        let mut wanted = Vec::new();
        let number = |times: Option<i64>| times.map(|times| times.to_string()).unwrap_or_default();
        for ((day, channel, campaign), (cost_minor, impressions, clicks)) in told {
            let day = date(2000, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            let campaign = campaign.trim().to_owned();
            let quoted = campaign.replace('"', "\"\"");
            let (whole, part) = (cost_minor / 100, cost_minor % 100);
            let (impressions_told, clicks_told) = (number(impressions), number(clicks));
            writeln!(text, "{channel},\"{quoted}\",{day},{whole}.{part:02},{impressions_told},{clicks_told}").unwrap();
            wanted.push(SpendFigure { day, channel, campaign, cost_minor, impressions, clicks });
        }
        wanted.sort();
        let keys = |list: &[SpendFigure]| {
            let mut keys: Vec<_> = list.iter().map(|it| (it.day, it.channel.clone(), it.campaign.clone())).collect();
            keys.dedup();
            keys.len()
        };
        prop_assume!(keys(&wanted) == wanted.len());
        let found = read(text).unwrap();
        prop_assert_eq!(found.figures.as_slice(), wanted);
    }

    #[test]
    fn no_bytes_make_the_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), line in ".{0,60}") {
        let mut content = b"day,channel,cost,impressions\n".to_vec();
        content.extend_from_slice(line.as_bytes());
        content.push(b'\n');
        content.extend_from_slice(&bytes);
        let outcome = read(&content);
        prop_assert!(outcome.is_ok() || !outcome.unwrap_err().to_string().is_empty());
        let _either_way = read(&bytes);
    }
}

async fn listed(spend: &MarketingSpend, filter: &SpendFilter, limit: u32) -> Vec<SpendFigure> {
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let limit = Limit::try_from(limit).unwrap();
        let page = spend.list(filter, cursor.as_deref(), limit).await.unwrap();
        found.extend(page.items.into_iter().map(|told| told.figure));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

fn channel(name: &str) -> SpendFilter {
    SpendFilter {
        channel: Some(name.to_owned()),
        ..SpendFilter::default()
    }
}

store::contract! {
    async fn the_same_figures_again_change_nothing(store: Store) {
        let spend = MarketingSpend::new(store);
        let (first, second) = (date(2026, 3, 1), date(2026, 3, 2));
        let list = [figure(first, "tv", "", 100), figure(first, "tv", "Весна's \"best\"", 5), figure(second, "tv", "", 0)];
        let put = |added, changed, same| SpendPut { added, changed, same };
        assert_eq!(spend.put(&figures(&list), "a.csv").await.unwrap(), put(3, 0, 0));
        assert_eq!(spend.put(&figures(&list), "b.csv").await.unwrap(), put(0, 0, 3));
        let mut changed = list.clone();
        changed[0].impressions = Some(0);
        changed[2].cost_minor = 7;
        let mut more = changed.to_vec();
        more.push(figure(second, "google", "", 1));
        assert_eq!(spend.put(&figures(&more), "b.csv").await.unwrap(), put(1, 2, 1));
        assert_eq!(listed(&spend, &SpendFilter::default(), 1).await, figures(&more).as_slice());
        let told = spend.list(&channel("tv"), None, Limit::default()).await.unwrap().items;
        let by: Vec<&str> = told.iter().map(|told| told.told_by.as_str()).collect();
        assert_eq!(by, ["b.csv", "a.csv", "b.csv"]);
        assert_eq!(spend.put(&SpendFigures::default(), "x").await.unwrap(), SpendPut::default());
    }

    async fn figures_are_found_by_days_channel_and_campaign(store: Store) {
        let spend = MarketingSpend::new(store);
        let days = |count: i8| date(2026, 1, count);
        let list: Vec<SpendFigure> = (1..=31)
            .flat_map(|day| ["a", "b", ""].map(|campaign| figure(days(day), "tv", campaign, 1)))
            .collect();
        spend.put(&figures(&list), "a.csv").await.unwrap();
        let filter = SpendFilter { from: Some(days(3)), to: Some(days(4)), ..channel("tv") };
        assert_eq!(listed(&spend, &filter, 4).await.len(), 6);
        let none = SpendFilter { campaign: Some(String::new()), ..filter.clone() };
        let found = listed(&spend, &none, 1).await;
        assert_eq!(found, [figure(days(3), "tv", "", 1), figure(days(4), "tv", "", 1)]);
        for nobody in ["TV", "tv\0", "' or 1=1 --"] {
            assert!(listed(&spend, &channel(nobody), 4).await.is_empty());
        }
        for cursor in ["", "2026-01-01", "a\tb\tc\td", "a\tb\0\tc"] {
            let error = spend.list(&filter, Some(cursor), Limit::default()).await.unwrap_err();
            assert!(matches!(error, CustomersError::CursorInvalid(_)), "{cursor}: {error}");
        }
        assert!(matches!(spend.remove(&SpendFilter::default()).await, Err(CustomersError::SpendUnbounded)));
        assert_eq!(spend.remove(&none).await.unwrap(), 2);
        assert_eq!(spend.remove(&filter).await.unwrap(), 4);
        assert_eq!(spend.remove(&filter).await.unwrap(), 0);
        assert_eq!(listed(&spend, &SpendFilter::default(), 1_000).await.len(), 29 * 3);
    }

    async fn sums_add_up_and_means_are_of_what_is_known(store: Store) {
        let spend = MarketingSpend::new(store);
        let mut list = vec![
            figure(date(2026, 1, 31), "tv", "", 10_000),
            figure(date(2026, 2, 1), "google", "a", 500),
            figure(date(2026, 2, 1), "google", "b", 300),
            figure(date(2026, 2, 2), "google", "b", 0),
        ];
        (list[1].impressions, list[1].clicks) = (Some(1_000), Some(20));
        list[2].impressions = Some(3_000);
        spend.put(&figures(&list), "a.csv").await.unwrap();
        let all = SpendFilter::default();
        let sums = spend.sums(&all, SpendBy::Channel).await.unwrap();
        let names: Vec<_> = sums.iter().map(|sum| (sum.channel.as_deref(), sum.figures, sum.cost_minor)).collect();
        assert_eq!(names, [(Some("tv"), 1, 10_000), (Some("google"), 3, 800)]);
        assert_eq!((sums[0].impressions, sums[0].cpm_minor, sums[0].ctr), (None, None, None));
        let google = &sums[1];
        assert_eq!((google.impressions, google.clicks), (Some(4_000), Some(20)));
        // 8.00 for 4 000 impressions; 5.00 for 20 clicks; 20 clicks of 1 000 impressions.
        assert_eq!((google.cpm_minor, google.cpc_minor, google.ctr), (Some(200.0), Some(25.0), Some(0.02)));
        let campaigns = spend.sums(&channel("google"), SpendBy::Campaign).await.unwrap();
        let names: Vec<_> = campaigns.iter().map(|sum| (sum.campaign.as_deref(), sum.cost_minor)).collect();
        assert_eq!(names, [(Some("a"), 500), (Some("b"), 300)]);
        let days = spend.sums(&all, SpendBy::Day).await.unwrap();
        assert_eq!(days.iter().map(|sum| sum.cost_minor).collect::<Vec<_>>(), [10_000, 800, 0]);
        let months = spend.sums(&all, SpendBy::Month).await.unwrap();
        assert_eq!(months[1].month.as_deref(), Some("2026-02"));
        let whole = spend.sums(&all, SpendBy::All).await.unwrap();
        assert_eq!((whole.len(), whole[0].figures, whole[0].cost_minor), (1, 4, 10_800));
        assert_eq!(spend.months().await.unwrap(), [("2026-01".to_owned(), 10_000), ("2026-02".to_owned(), 800)]);
        assert!(spend.sums(&channel("radio"), SpendBy::All).await.unwrap().is_empty());
    }
}
