//! What is kept, on both engines.

use std::ops::ControlFlow;

use customers::{
    Customers, CustomersError, ImportId, ImportState, Imports, Kind, Mapping, Mappings, NewImport,
    Products, Upserted, read_attributes,
};
use kernel::{Failure, Limit, Wording};
use serde_json::json;
use store::Store;

use crate::files::{file, options};

pub(crate) async fn begin(store: &Store, digest: &str) -> ImportId {
    let new = NewImport {
        kind: Kind::Orders,
        file_name: "sales.csv".to_owned(),
        file_digest: digest.to_owned(),
        file_bytes: 12,
        options: json!({"on_error": "limit"}),
        started_by: "ada".to_owned(),
    };
    Imports::new(store.clone()).begin(&new).await.unwrap()
}

fn rows(kind: Kind, text: &str) -> Vec<customers::AttributeRow> {
    let file = file(text);
    let mut go_on = |_| ControlFlow::Continue(());
    read_attributes(&file.path, &Mapping::new(kind), &options(), &mut go_on)
        .unwrap()
        .rows
}

fn upserted(new: u64, changed: u64, unchanged: u64) -> Upserted {
    Upserted {
        new,
        changed,
        unchanged,
    }
}

store::contract! {
    async fn keys_get_ids_once(store: Store) {
        let customers = Customers::new(store.clone());
        let first = begin(&store, "a").await;
        let keys: Vec<String> = (0..1234).map(|at| format!("k{at}")).collect();
        let made = customers.resolve(first, &keys[..1000]).await.unwrap();
        assert_eq!((made.ids.len(), made.created), (1000, 1000));
        let second = begin(&store, "b").await;
        let again = customers.resolve(second, &keys).await.unwrap();
        assert_eq!(again.created, 234);
        assert_eq!(again.ids[..1000], made.ids[..]);
        let unique: std::collections::HashSet<_> = again.ids.iter().collect();
        assert_eq!(unique.len(), 1234);
        assert_eq!(customers.count().await.unwrap(), 1234);
        assert_eq!(customers.resolve(second, &keys).await.unwrap(), customers::Resolved { ids: again.ids.clone(), created: 0 });
        assert_eq!(customers.resolve::<&str>(second, &[]).await.unwrap().ids, []);

        // Undoing the first leaves those whom the second has lines of.
        let removed = customers.remove_created_by(first, &again.ids[..10]).await.unwrap();
        assert_eq!(removed, 990);
        assert_eq!(customers.remove_created_by(second, &[]).await.unwrap(), 234);
        assert_eq!(customers.count().await.unwrap(), 10);
        let page = customers.list(None, Limit::try_from(6).unwrap()).await.unwrap();
        assert_eq!(page.items.len(), 6);
        let rest = customers.list(page.next_cursor.as_deref(), Limit::default()).await.unwrap();
        assert_eq!((rest.items.len(), rest.next_cursor), (4, None));
        assert!(matches!(customers.list(Some("x"), Limit::default()).await, Err(CustomersError::CursorInvalid(_))));
    }

    async fn a_later_file_of_customers_wins_and_what_it_leaves_empty_stays(store: Store) {
        let customers = Customers::new(store.clone());
        let first = begin(&store, "a").await;
        customers.resolve(first, &["1", "2"]).await.unwrap();
        let second = begin(&store, "b").await;
        let file = rows(Kind::Customers, "customer_id,name,country,colour\n1,Ada,NO,blue\n3,Cy,,\n3,,SE,\n");
        assert_eq!(customers.upsert(second, &file).await.unwrap(), upserted(1, 1, 0));
        assert_eq!(customers.upsert(second, &file).await.unwrap(), upserted(0, 0, 2));
        let later = rows(Kind::Customers, "customer_id,country,size\n1,,M\n3,DK,\n2,,\n");
        assert_eq!(customers.upsert(second, &later).await.unwrap(), upserted(0, 2, 1));
        let all = customers.list(None, Limit::default()).await.unwrap().items;
        let one = all.iter().find(|customer| customer.key == "1").unwrap();
        assert_eq!(one.country.as_deref(), Some("NO"));
        assert_eq!(one.attributes, r#"{"colour":"blue","size":"M"}"#);
        assert_eq!(all.iter().find(|customer| customer.key == "3").unwrap().country.as_deref(), Some("DK"));
        // The first import made 1 and 2; about 1 a later one has told more.
        assert_eq!(customers.remove_created_by(first, &[]).await.unwrap(), 1);
        assert_eq!(customers.remove_created_by(second, &[]).await.unwrap(), 1);
    }

    async fn products_are_merged_by_key(store: Store) {
        let products = Products::new(store.clone());
        let first = begin(&store, "a").await;
        let file = rows(Kind::Products, "sku,name,category,weight\nA,Cup,Ware,1\nB,Plate,,\n");
        assert_eq!(products.upsert(first, &file).await.unwrap(), upserted(2, 0, 0));
        let second = begin(&store, "b").await;
        let later = rows(Kind::Products, "sku,category\nB,Ware\nA,\n");
        assert_eq!(products.upsert(second, &later).await.unwrap(), upserted(0, 1, 1));
        let page = products.list(None, Limit::default()).await.unwrap();
        assert_eq!(page.items[1].name.as_deref(), Some("Plate"));
        assert_eq!(page.items[1].category.as_deref(), Some("Ware"));
        assert_eq!(page.items[0].attributes, r#"{"weight":"1"}"#);
        assert_eq!(products.remove_created_by(first).await.unwrap(), 1);
    }

    async fn an_import_goes_its_way_and_no_other(store: Store) {
        let imports = Imports::new(store.clone());
        let id = begin(&store, "d1").await;
        assert!(imports.find_done(Kind::Orders, "d1").await.unwrap().is_none());
        assert_eq!(imports.unfinished().await.unwrap().len(), 1);
        let early = imports.finish(id, &json!({}), None, None).await.unwrap_err().to_string();
        assert!(early.contains("running") && early.contains("done"), "{early}");
        imports.set_committing(id, "[file]\n").await.unwrap();
        imports.finish(id, &json!({"added": 3}), Some("r.csv"), Some(7)).await.unwrap();
        let import = imports.get(id).await.unwrap();
        assert_eq!((import.state, import.snapshot), (ImportState::Done, Some(7)));
        assert_eq!((&import.counts["added"], import.refusals_path.as_deref()), (&json!(3), Some("r.csv")));
        assert!(import.finished_at.is_some());
        assert_eq!(imports.find_done(Kind::Orders, "d1").await.unwrap(), Some(import));
        assert!(imports.find_done(Kind::Products, "d1").await.unwrap().is_none());
        assert!(imports.fail(id, &Failure::new("late".to_owned(), None), &json!({}), None).await.is_err());
        imports.set_undone(id).await.unwrap();
        assert!(imports.find_done(Kind::Orders, "d1").await.unwrap().is_none());
        let failed = begin(&store, "d2").await;
        let wording = Wording::new("import.header_duplicate", [("name", "a\u{0}b".to_owned())]);
        let failure = Failure::new("the header has it twice".to_owned(), Some(wording));
        imports.fail(failed, &failure, &json!({}), None).await.unwrap();
        assert_eq!(imports.get(failed).await.unwrap().error, Some(failure));
        let before = begin(&store, "d3").await;
        imports.fail(before, &Failure::new("it broke".to_owned(), None), &json!({}), None).await.unwrap();
        let kept = imports.get(before).await.unwrap().error.unwrap();
        assert_eq!((kept.sentence.as_str(), kept.code), ("it broke", None));
        assert!(imports.unfinished().await.unwrap().is_empty());
        let page = imports.list(None, Limit::try_from(1).unwrap()).await.unwrap();
        assert_eq!(page.items[0].id, before);
        let rest = imports.list(page.next_cursor.as_deref(), Limit::default()).await.unwrap();
        let ids: Vec<ImportId> = rest.items.iter().map(|import| import.id).collect();
        assert_eq!((ids, rest.next_cursor), (vec![failed, id], None));
        let missing = ImportId::from_raw(1).unwrap();
        assert!(matches!(imports.get(missing).await, Err(CustomersError::ImportMissing(_))));
    }

    async fn a_mapping_is_saved_under_its_name(store: Store) {
        let mappings = Mappings::new(store.clone());
        mappings.save("till", Kind::Orders, "[columns]\norder = \"Bon\"\n").await.unwrap();
        mappings.save("till", Kind::Orders, "[columns]\norder = \"Beleg\"\n").await.unwrap();
        let saved = mappings.get("till").await.unwrap();
        assert_eq!(saved.mapping().unwrap().column(customers::Meaning::Order), Some("Beleg"));
        assert_eq!(mappings.list().await.unwrap(), [saved]);
        assert!(mappings.save("bad", Kind::Orders, "[colums]").await.is_err());
        mappings.delete("till").await.unwrap();
        assert!(matches!(mappings.delete("till").await, Err(CustomersError::MappingMissing(_))));
        assert!(matches!(mappings.get("till").await, Err(CustomersError::MappingMissing(_))));
    }
}
