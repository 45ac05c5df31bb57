//! The directory: searched, filtered, sorted and paged as a naive look at all customers would.

use customers::{
    CustomersError, Directory, DirectoryFilter, EntryFigures, Listed, Listing, Reach, Search, Sort,
    SortKey, Span,
};
use kernel::Limit;
use store::{Store, on};

mod naive;

use naive::{Customer, found};

const INSERT: &str =
    "insert into customer (id, source_key, name, email, phone, country, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $1, 0)";
const NOTE: &str = "insert into customer_changed (customer_id) values ($1)";

pub(super) const SORTS: [SortKey; 7] = [
    SortKey::Revenue,
    SortKey::Name,
    SortKey::LastOrder,
    SortKey::Orders,
    SortKey::Clv,
    SortKey::Alive,
    SortKey::Created,
];

async fn insert(store: &Store, customer: &Customer) {
    let mut tx = store.begin().await.unwrap();
    on!(tx, conn => {
        let query = sqlx::query(INSERT).bind(customer.id).bind(&customer.key).bind(&customer.name);
        let query = query.bind(&customer.email).bind(&customer.phone).bind(&customer.country);
        query.execute(&mut *conn).await.unwrap();
        sqlx::query(NOTE).bind(customer.id).execute(conn).await.unwrap();
    });
    tx.commit().await.unwrap();
}

async fn change(store: &Store, text: &'static str, id: i64) {
    let mut tx = store.begin().await.unwrap();
    on!(tx, conn => { sqlx::query(text).bind(id).execute(conn).await.unwrap(); });
    tx.commit().await.unwrap();
}

async fn settle(directory: &Directory) {
    while directory.settle().await.unwrap() > 0 {}
}

fn listing(fingerprint: &str) -> Listing {
    Listing {
        snapshot: 1,
        fingerprint: fingerprint.to_owned(),
        as_of: Some("2011-12-09".parse().unwrap()),
    }
}

/// A directory of so many customers, and what is in it.
async fn filled(store: &Store, count: i64) -> (Directory, Vec<Customer>) {
    let directory = Directory::new(store.clone());
    let customers: Vec<Customer> = (0..count).map(Customer::of).collect();
    for customer in &customers {
        insert(store, customer).await;
    }
    settle(&directory).await;
    let mut figures: Vec<EntryFigures> =
        customers.iter().map(|customer| customer.figures).collect();
    figures.sort_by_key(|one| one.customer_id);
    directory
        .publish(&figures, &listing("first"))
        .await
        .unwrap();
    (directory, customers)
}

/// All pages of a question, of so many rows each.
async fn paged(directory: &Directory, filter: &DirectoryFilter, sort: Sort, rows: u32) -> Vec<i64> {
    let limit = Limit::try_from(rows).unwrap();
    let (mut ids, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = directory
            .list(filter, sort, (cursor.as_deref(), limit))
            .await
            .unwrap();
        assert!(page.items.len() <= usize::try_from(rows).unwrap());
        ids.extend(page.items.iter().map(|item: &Listed| item.id.raw()));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return ids;
        }
    }
}

fn search(text: &str) -> DirectoryFilter {
    DirectoryFilter {
        search: Search::read(text).unwrap(),
        ..DirectoryFilter::default()
    }
}

fn span(least: i64, most: i64) -> Span {
    Span {
        least: Some(least),
        most: Some(most),
    }
}

/// Filters of every kind, alone and together.
#[expect(clippy::too_many_lines, reason = "a list")]
fn filters() -> Vec<(&'static str, DirectoryFilter)> {
    let usual = DirectoryFilter::default;
    vec![
        ("", usual()),
        ("a", search("a")),
        ("müLLer", search("müLLer")),
        ("anna mu", search("anna mu")),
        ("c a", search("c a")),
        ("an ann c", search("an ann c")),
        (
            "c an",
            DirectoryFilter {
                country: Some("Norway".to_owned()),
                orders: span(2, 6),
                with_email: true,
                ..search("c an")
            },
        ),
        ("+44 20", search("+44 20")),
        ("علي", search("علي")),
        ("c7", search("c7")),
        ("!", search("!")),
        (
            "",
            DirectoryFilter {
                orders: span(2, 4),
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                revenue_minor: span(-10, 500),
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                clv_12m_minor: Span {
                    least: None,
                    most: Some(100),
                },
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                last_day: Span {
                    least: None,
                    most: Some(15_200),
                },
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                alive_ppm: span(250_000, 800_000),
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                segments: Some(vec![0, 3, 10]),
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                country: Some("Malta".to_owned()),
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                with_email: true,
                with_phone: true,
                ..usual()
            },
        ),
        (
            "",
            DirectoryFilter {
                orders: span(5, 2),
                ..usual()
            },
        ),
        (
            "a",
            DirectoryFilter {
                orders: span(1, 9),
                segments: Some(vec![1, 2, 3, 4]),
                with_email: true,
                ..search("a")
            },
        ),
    ]
}

store::contract! {
    async fn every_page_together_is_the_naive_list(store: Store) {
        let (directory, customers) = filled(&store, 90).await;
        let near = Reach { few: 3, sorted_here: 5, searched_here: 25, narrowing: 40, walked: [20, 40] };
        for directory in [directory, Directory::reaching(store, near)] {
            for (text, filter) in filters() {
                for key in SORTS {
                    for is_descending in [false, true] {
                        let sort = Sort { key, is_descending };
                        let expected = found(&customers, text, &filter, sort);
                        let ids = paged(&directory, &filter, sort, 31).await;
                        assert_eq!(ids, expected, "{text} {filter:?} {sort:?}");
                    }
                }
                let first = directory.list(&filter, Sort::default(), (None, Limit::default())).await.unwrap();
                let expected = found(&customers, text, &filter, Sort::default()).len();
                assert_eq!((first.total, first.total_is_exact), (expected as u64, true));
            }
        }
    }

    async fn what_changes_is_found_and_who_leaves_is_not(store: Store) {
        let (directory, customers) = filled(&store, 12).await;
        let id = customers[3].id;
        change(&store, "update customer set name = 'Zoë Quux', phone = null where id = $1", id).await;
        change(&store, "insert into customer_changed (customer_id) values ($1)", id).await;
        settle(&directory).await;
        let sort = Sort::default();
        assert_eq!(paged(&directory, &search("zoe qu"), sort, 5).await, [id]);
        let before = customers[3].name.clone().unwrap_or_default();
        assert!(!paged(&directory, &search(&before), sort, 5).await.contains(&id));

        change(&store, "insert into customer_changed (customer_id) values ($1)", id).await;
        change(&store, "delete from customer where id = $1", id).await;
        assert_eq!(paged(&directory, &search("zoe qu"), sort, 5).await, [0_i64; 0]);
        settle(&directory).await;
        let mut conn = store.read().await.unwrap();
        let words: i64 = on!(conn, conn => {
            let text = "select count(*) from customer_word where customer_id = $1";
            sqlx::query_scalar(text).bind(id).fetch_one(conn).await.unwrap()
        });
        assert_eq!(words, 0);
        assert_eq!(directory.waiting(10).await.unwrap(), 0);
    }

    async fn figures_are_written_where_they_differ(store: Store) {
        let (directory, customers) = filled(&store, 30).await;
        let mut figures: Vec<EntryFigures> = customers.iter().map(|one| one.figures).collect();
        figures.sort_by_key(|one| one.customer_id);
        assert_eq!(directory.listing().await.unwrap(), Some(listing("first")));
        assert_eq!(directory.publish(&figures, &listing("same")).await.unwrap(), 0);
        figures[0].orders += 1;
        let ordered = figures.iter().rposition(|one| 1 < one.orders).unwrap();
        figures.remove(ordered);
        assert_eq!(directory.publish(&figures, &listing("other")).await.unwrap(), 2);
        assert_eq!(directory.listing().await.unwrap(), Some(listing("other")));
        let sort = Sort { key: SortKey::Orders, is_descending: true };
        assert_eq!(paged(&directory, &DirectoryFilter::default(), sort, 7).await.len(), 30);
    }

    async fn a_cursor_of_another_question_is_refused(store: Store) {
        let (directory, _) = filled(&store, 30).await;
        let (filter, sort) = (DirectoryFilter::default(), Sort::default());
        let limit = Limit::try_from(5).unwrap();
        let page = directory.list(&filter, sort, (None, limit)).await.unwrap();
        let cursor = page.next_cursor.unwrap();
        let other = Sort { key: SortKey::Orders, ..sort };
        for (cursor, sort) in [(cursor.as_str(), other), ("nonsense", sort), ("", sort)] {
            let error = directory.list(&filter, sort, (Some(cursor), limit)).await.unwrap_err();
            assert!(matches!(error, CustomersError::CursorInvalid(_)), "{error}");
        }
    }

    async fn an_empty_directory_is_an_empty_list(store: Store) {
        let directory = Directory::new(store.clone());
        for (_, filter) in filters() {
            let page = directory.list(&filter, Sort::default(), (None, Limit::default())).await.unwrap();
            assert_eq!((page.items.len(), page.total, page.total_is_exact), (0, 0, true));
        }
        assert_eq!(directory.listing().await.unwrap(), None);
        assert_eq!(directory.publish(&[], &listing("none")).await.unwrap(), 0);
    }
}
