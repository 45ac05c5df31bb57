//! Products over a shop worked out by hand.

mod shop;

use insight::{
    BuyerFigure, InsightError, MemberPage, PairList, PairOrder, ProductCompare, ProductFigures,
    ProductList, ProductMemory, ProductOrder, ProductPage, ProductPlace, ProductQuery, ShopFigure,
    product, product_pairs,
};
use jiff::ToSpan;
use jiff::civil::date;
use kernel::Limit;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::lake::{assert_close, source};
use shop::Shop;

/// Customer 1 buys A twice within 90 days and gives one back, 2 buys it again after 143 days, 3 comes on the last day.
fn shop() -> Shop {
    Shop::default()
        .line("1", (1, "2020-01-05"), "A", (2.0, 1_000))
        .line("1", (1, "2020-01-05"), "B", (1.0, 500))
        .line("2", (2, "2020-01-10"), "A", (1.0, 500))
        .line("3", (1, "2020-02-01"), "A", (1.0, 500))
        .line("R", (1, "2020-02-10"), "A", (-1.0, -500))
        .line("4", (2, "2020-06-01"), "A", (1.0, 500))
        .line("4", (2, "2020-06-01"), "B", (1.0, 500))
        .line("5", (0, "2020-06-02"), "B", (1.0, 500))
        .line("6", (3, "2020-06-20"), "B", (1.0, 500))
        .line("6", (3, "2020-06-20"), "A", (1.0, 500))
}

fn of<'a>(page: &'a ProductPage, key: &str) -> &'a ProductFigures {
    page.items.iter().find(|item| item.product == key).unwrap()
}

fn of_product(key: &str, figure: BuyerFigure) -> ProductPlace {
    ProductPlace::Of(key.to_owned(), figure)
}

#[tokio::test]
async fn figures_are_those_worked_out_by_hand() {
    let page = shop()
        .page(ProductQuery::default(), ProductList::default())
        .await;
    assert_eq!(page.as_of, Some(date(2020, 6, 20)));
    assert_eq!(page.from, Some(date(2019, 6, 21)));
    assert_eq!(page.compare_from, None);
    let totals = page.totals;
    assert_eq!((totals.products, totals.orders, totals.buyers), (2, 6, 3));
    assert_eq!((totals.revenue_minor, totals.returns_minor), (4_500, -500));
    assert_eq!(totals.new_customers, 3);
    let a = of(&page, "A");
    assert_eq!(
        (a.name.as_deref(), a.category.as_deref()),
        (Some("Apple"), Some("Fruit"))
    );
    assert_eq!((a.revenue_minor, a.returns_minor), (2_500, -500));
    assert_close(a.revenue_share, Some(2_500.0 / 4_500.0), "share of revenue");
    assert_close(a.return_share, Some(500.0 / 3_000.0), "share of returns");
    assert_close(Some(a.units), Some(6.0), "units");
    assert_eq!((a.orders, a.buyers), (5, 3));
    assert_eq!(
        (a.repeat_buyers, a.watched_buyers, a.repeat_buyers_90),
        (2, 2, 1)
    );
    assert_close(a.repeat_rate, Some(2.0 / 3.0), "repeat rate");
    assert_close(a.repeat_rate_90, Some(0.5), "repeat rate within 90 days");
    assert_eq!(a.first_buyers, 3);
    assert_close(a.first_share, Some(1.0), "first purchases");
    // 1,500 of customer 1, 1,500 of 2, 1,000 of 3.
    assert_close(a.first_worth_minor, Some(4_000.0 / 3.0), "worth");
    let b = of(&page, "B");
    assert_eq!((b.revenue_minor, b.orders, b.buyers), (2_000, 4, 3));
    assert_eq!(
        (b.repeat_buyers, b.watched_buyers, b.first_buyers),
        (0, 1, 2)
    );
    assert_close(b.first_worth_minor, Some(1_250.0), "worth");
}

#[tokio::test]
async fn a_time_is_compared_with_the_time_before() {
    let query = ProductQuery {
        from: Some(date(2020, 4, 1)),
        ..ProductQuery::default()
    };
    let page = shop().page(query, ProductList::default()).await;
    // 81 days up to 20 June, and the 81 days before: from 11 January on.
    assert_eq!(page.compare_from, Some(date(2020, 1, 11)));
    assert_eq!(page.compare_until, Some(date(2020, 3, 31)));
    assert_eq!(page.totals.new_customers, 1);
    let a = of(&page, "A");
    assert_eq!(
        (a.revenue_minor, a.before.unwrap().revenue_minor),
        (1_000, 0)
    );
    assert_eq!(a.revenue_change, None);
    let b = of(&page, "B");
    assert_eq!(b.before.unwrap().revenue_minor, 0);
    let query = ProductQuery {
        compare: ProductCompare::Nothing,
        ..query
    };
    let page = shop().page(query, ProductList::default()).await;
    assert_eq!((page.totals.before, of(&page, "A").before), (None, None));
}

#[tokio::test]
async fn lists_are_sorted_searched_and_cut_into_pages() {
    let shop = shop().line("7", (3, "2020-06-20"), "name", (1.0, 100));
    let keys = |page: &ProductPage| -> Vec<String> {
        page.items.iter().map(|item| item.product.clone()).collect()
    };
    let list = ProductList {
        limit: Limit::try_from(2).unwrap(),
        ..ProductList::default()
    };
    let page = shop.page(ProductQuery::default(), list).await;
    assert_eq!(keys(&page), ["A", "B"]);
    assert_eq!(page.matching, 3);
    let next = ProductList {
        cursor: page.next_cursor.as_deref(),
        ..list
    };
    let page = shop.page(ProductQuery::default(), next).await;
    assert_eq!(
        (keys(&page), page.next_cursor),
        (vec!["Only a name".to_owned()], None)
    );
    let by_name = ProductList {
        order: ProductOrder::Name,
        ..ProductList::default()
    };
    let page = shop.page(ProductQuery::default(), by_name).await;
    assert_eq!(keys(&page), ["A", "B", "Only a name"]);
    let fruit = ProductList {
        search: Some("FRUIT"),
        ..ProductList::default()
    };
    assert_eq!(
        keys(&shop.page(ProductQuery::default(), fruit).await),
        ["A"]
    );
}

/// 100 receipts: 30 with A and B, 10 with A alone, 20 with B alone, 40 with C; D and E meet as often as chance has it.
fn baskets() -> Shop {
    let mut shop = Shop::default();
    for number in 0..100 {
        let mut put = |product| {
            let line = (1.0, 100);
            let order = format!("O{number}");
            shop = std::mem::take(&mut shop).line(&order, (1, "2020-01-05"), product, line);
        };
        if number < 40 {
            put("A");
        }
        if (10..60).contains(&number) {
            put("B");
        }
        if 60 <= number {
            put("C");
        }
        if number % 2 == 0 {
            put("D");
        }
        if number % 4 < 2 {
            put("E");
        }
    }
    shop
}

#[tokio::test]
async fn pairs_are_those_worked_out_by_hand() {
    let list = PairList {
        product: None,
        min_orders: None,
        order: PairOrder::Lift,
        limit: 10,
    };
    let report = baskets().pairs(list).await;
    assert_eq!(
        (report.orders, report.considered, report.min_orders),
        (100, 5, 10)
    );
    // A-B, D-E, and each of A, B, C with D and with E.
    assert_eq!((report.tested, report.by_chance), (8, 7));
    let [pair] = &report.pairs[..] else {
        panic!("{} pairs", report.pairs.len())
    };
    // B stands on 50 receipts, A on 40.
    assert_eq!(
        (pair.product.product.as_str(), pair.with.product.as_str()),
        ("B", "A")
    );
    assert_eq!(
        (pair.orders, pair.product.orders, pair.with.orders),
        (30, 50, 40)
    );
    assert_eq!(pair.with.name.as_deref(), Some("Apple"));
    assert_close(Some(pair.confidence), Some(0.6), "confidence");
    assert_close(Some(pair.confidence_back), Some(0.75), "confidence back");
    assert_close(Some(pair.lift), Some(1.5), "lift");
    assert!(pair.lift_low < 1.5 && 1.5 < pair.lift_high && pair.chance < 0.01);
}

#[tokio::test]
async fn pairs_of_one_product_are_the_same_as_among_all() {
    let list = PairList {
        product: Some("A"),
        min_orders: Some(1),
        order: PairOrder::Orders,
        limit: 10,
    };
    let report = baskets().pairs(list).await;
    assert_eq!(report.pairs.len(), 1);
    assert_eq!(report.pairs[0].with.product, "B");
    assert_close(Some(report.pairs[0].confidence), Some(0.75), "confidence");
    let session = baskets().session();
    let missing = PairList {
        product: Some("Z"),
        ..list
    };
    let memory = ProductMemory::default();
    let query = ProductQuery::default();
    let refused = product_pairs(&source(&session), &memory, &query, &missing).await;
    assert!(matches!(refused, Err(InsightError::ProductMissing(_))));
}

#[tokio::test]
async fn a_product_has_a_course_and_buyers() {
    let session = shop().session();
    let memory = ProductMemory::default();
    let query = ProductQuery::default();
    let detail = product(&source(&session), &memory, &query, "A")
        .await
        .unwrap();
    assert_eq!(detail.figures.buyers, 3);
    let months: Vec<_> = detail
        .months
        .iter()
        .map(|month| {
            (
                month.month.as_str(),
                month.revenue_minor,
                month.orders,
                month.buyers,
            )
        })
        .collect();
    assert_eq!(
        months,
        [
            ("2020-01", 1_500, 2, 2),
            ("2020-02", 0, 1, 1),
            ("2020-03", 0, 0, 0),
            ("2020-04", 0, 0, 0),
            ("2020-05", 0, 0, 0),
            ("2020-06", 1_000, 2, 2),
        ]
    );
    assert!(!detail.months[5].complete && detail.months[0].complete);
    let buyers: u64 = detail.segments.iter().map(|segment| segment.buyers).sum();
    assert_eq!(buyers, 3);
}

/// Customer 2 bought A on two days, 3 once, 4 got it as a gift.
#[tokio::test]
async fn a_product_opens_its_customers() {
    let shop = shop().line("G", (4, "2020-06-03"), "A", (1.0, 0));
    let query = ProductQuery {
        from: Some(date(2020, 1, 8)),
        ..ProductQuery::default()
    };
    let keys = |page: &MemberPage| -> Vec<String> {
        let keys = page.items.iter().map(|one| one.customer_key.clone());
        keys.collect()
    };
    let buyers = shop
        .customers(query, of_product("A", BuyerFigure::Buyers))
        .await;
    let buyers = buyers.unwrap();
    // 1,500 of customer 1, net of what was given back, and of 2; the older id comes first.
    assert_eq!(keys(&buyers), ["C1", "C2", "C3", "C4"]);
    let [first, .., last] = &buyers.items[..] else {
        panic!("{buyers:?}")
    };
    assert_eq!((first.orders, first.revenue_minor), (2, 1_500));
    // What a customer did before the time counts for the customer.
    assert_eq!(first.first_order, Some(date(2020, 1, 5)));
    assert_eq!((last.orders, last.first_order), (0, None));
    let again = shop
        .customers(query, of_product("A", BuyerFigure::RepeatBuyers))
        .await;
    assert_eq!(keys(&again.unwrap()), ["C2"]);
    let all = ProductPlace::All(ShopFigure::Buyers);
    assert_eq!(
        keys(&shop.customers(query, all).await.unwrap()),
        ["C1", "C2", "C3", "C4"]
    );
    let came = ProductPlace::All(ShopFigure::NewCustomers);
    assert_eq!(
        keys(&shop.customers(query, came).await.unwrap()),
        ["C2", "C3"]
    );
    let empty = Shop::default();
    let nobody = empty.customers(query, ProductPlace::All(ShopFigure::Buyers));
    assert_eq!(nobody.await.unwrap().matching, 0);
    let in_month = |month: &str| of_product("A", BuyerFigure::Month(month.parse().unwrap()));
    let january = shop.customers(query, in_month("2020-01")).await.unwrap();
    // The course goes on before the time, and so do its buyers.
    assert_eq!(keys(&january), ["C1", "C2"]);
    assert_eq!(
        shop.customers(query, in_month("1987-05"))
            .await
            .unwrap()
            .matching,
        0
    );
    let missing = shop
        .customers(query, of_product("Z", BuyerFigure::Buyers))
        .await;
    assert!(matches!(missing, Err(InsightError::ProductMissing(_))));
    let sentence = "best".parse::<BuyerFigure>().unwrap_err().to_string();
    assert!(sentence.contains("repeat_buyers"), "{sentence}");
    let sentence = "best".parse::<ShopFigure>().unwrap_err().to_string();
    assert!(sentence.contains("new_customers"), "{sentence}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_figure_of_a_product_has_its_customers(
        lines in prop::collection::vec((0_i64..6, 0_i64..200, 0_usize..3, -2_i64..4), 1..50),
        from in 0_i64..200,
    ) {
        let day = |number: i64| date(2020, 1, 1).saturating_add(number.days());
        let lines = lines.into_iter().map(|(customer, number, product, amount_minor)| {
            let product = ["A", "B", "name"][product];
            (format!("{customer} {number}"), customer, day(number), product, 1.0, amount_minor)
        });
        let shop = Shop(lines.collect());
        let query = ProductQuery { from: Some(day(from)), as_of: Some(day(200)), ..ProductQuery::default() };
        let run = Runtime::new().unwrap();
        let page = run.block_on(shop.page(query, ProductList::default()));
        for (figure, customers) in [
            (ShopFigure::Buyers, page.totals.buyers),
            (ShopFigure::NewCustomers, page.totals.new_customers),
        ] {
            let found = run.block_on(shop.customers(query, ProductPlace::All(figure))).unwrap();
            let mut keys: Vec<&str> = found.items.iter().map(|one| one.customer_key.as_str()).collect();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!((found.matching, keys.len() as u64), (customers, customers), "{:?} of all", figure);
        }
        for item in &page.items {
            for (figure, customers) in [
                (BuyerFigure::Buyers, item.buyers),
                (BuyerFigure::RepeatBuyers, item.repeat_buyers),
            ] {
                let found = run.block_on(shop.customers(query, of_product(&item.product, figure.clone()))).unwrap();
                let mut keys: Vec<&str> = found.items.iter().map(|one| one.customer_key.as_str()).collect();
                keys.sort_unstable();
                keys.dedup();
                prop_assert_eq!((found.matching, keys.len() as u64), (customers, customers), "{:?} of {}", figure, item.product);
            }
            let detail = run.block_on(shop.detail(query, &item.product));
            let of_segments = detail.segments.iter().map(|one| (BuyerFigure::Segment(one.name), one.buyers));
            let of_months = detail.months.iter().map(|one| (BuyerFigure::Month(one.month.parse().unwrap()), one.buyers));
            for (figure, customers) in of_segments.chain(of_months) {
                let place = of_product(&item.product, figure);
                let found = run.block_on(shop.customers(query, place.clone())).unwrap();
                prop_assert_eq!(found.matching, customers, "{:?}", place);
            }
        }
    }
}

#[tokio::test]
async fn an_empty_lake_has_no_products() {
    let page = Shop::default()
        .page(ProductQuery::default(), ProductList::default())
        .await;
    assert_eq!(
        (page.as_of, page.items.len(), page.next_cursor),
        (None, 0, None)
    );
}

/// A line that has lost its key counts for the only product of its name; where nobody has that name, for itself.
#[tokio::test]
async fn a_line_without_a_key_counts_for_the_product_of_its_name() {
    let shop = shop().line("", (1, "2020-03-01"), "Apple?", (-1.0, -300));
    let page = shop
        .page(ProductQuery::default(), ProductList::default())
        .await;
    assert_eq!(of(&page, "A").returns_minor, -800);
    assert_eq!(page.totals.products, 2);
    let session = shop.session();
    let memory = ProductMemory::default();
    let source = source(&session);
    let query = ProductQuery::default();
    let detail = product(&source, &memory, &query, "A").await.unwrap();
    assert_eq!(detail.months[2].revenue_minor, -300);
}
