//! Files of customers and of products, and mappings kept under a name.

use app::{Counted, ImportKind, ImportOptions};

use crate::contents::query;
use crate::engine::{import, import_as, on_both, orders};
use crate::files::{SPRING, file, lines};

const CUSTOMERS: &str = "select customer_key, country, attributes from customer order by 1";
const PRODUCTS: &str =
    "select product_key, product_name, category, attributes from product order by 1";

on_both! {
    async fn customers_are_new_changed_or_known(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let text = "customer_id,name,country,colour\n17850,Ada,Norway,blue\n99,Cy,,red\n";
        let counts = import(&workspace, ImportKind::Customers, text).await.counts();
        assert_eq!((counts.read, counts.added, counts.changed, counts.known), (2, 1, 1, 0));
        let expected = "customer_key,country,attributes\n\
            17850,Norway,\"{\"\"colour\"\":\"\"blue\"\"}\"\n\
            17851,Spain,\n\
            99,,\"{\"\"colour\"\":\"\"red\"\"}\"\n";
        assert_eq!(query(&workspace, CUSTOMERS).await, expected);

        let counts = import(&workspace, ImportKind::Customers, text).await.counts();
        assert_eq!((counts.added, counts.changed, counts.known), (0, 0, 2));
        let later = "customer_id,country,colour\n17851,,green\n99,Sweden,\n17850,,\n";
        let counts = import(&workspace, ImportKind::Customers, later).await.counts();
        assert_eq!((counts.added, counts.changed, counts.known), (0, 2, 1));
        // The country from the orders stays where the file tells none.
        let told = query(&workspace, CUSTOMERS).await;
        assert!(told.contains("17851,Spain,\"{\"\"colour\"\":\"\"green\"\"}\""), "{told}");
        assert!(told.contains("99,Sweden,\"{\"\"colour\"\":\"\"red\"\"}\""), "{told}");

        // A customer who was only told about buys something, and keeps the id.
        let bought = lines(&["1006,99,2024-04-02 10:00,A1,Cup,1,3.50,Denmark"]);
        assert_eq!(orders(&workspace, &bought).await.counts().customers_new, 0);
        let bought = "select c.customer_key, c.country from orders o
            join customer c on c.customer_id = o.customer_id where o.order_key = '1006'";
        assert_eq!(query(&workspace, bought).await, "customer_key,country\n99,Sweden\n");
    }

    async fn products_are_new_changed_or_known(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let text = "sku,name,category,weight\nA1,,Ware,100\nZ9,Vase,Ware,\n";
        let counts = import(&workspace, ImportKind::Products, text).await.counts();
        assert_eq!((counts.read, counts.added, counts.changed), (2, 2, 0));
        let expected = "product_key,product_name,category,attributes\n\
            A1,Cup,Ware,\"{\"\"weight\"\":\"\"100\"\"}\"\n\
            B2,Plate,,\n\
            Z9,Vase,Ware,\n";
        assert_eq!(query(&workspace, PRODUCTS).await, expected);
        let later = "sku,name,category\nA1,Mug,\nZ9,Vase,Ware\n";
        let counts = import(&workspace, ImportKind::Products, later).await.counts();
        assert_eq!((counts.added, counts.changed, counts.known), (0, 1, 1));
        let told = query(&workspace, PRODUCTS).await;
        assert!(told.contains("A1,Mug,Ware,"), "{told}");
    }

    async fn a_saved_mapping_is_used_by_its_name(engine) {
        let workspace = engine.workspace().await;
        let odd = file(
            "no;who;when;what;n;each\n7;17850;05/04/2024;A1;2;3,50\n8;17850;06/04/2024;A1;1;3,50\n",
        );
        let options = |name: Option<&str>| ImportOptions {
            mapping_name: name.map(str::to_owned),
            ..ImportOptions::default()
        };
        let kind = ImportKind::Orders;
        let error = import_as(&workspace, kind, odd.path(), &options(None)).await.unwrap_err();
        assert!(error.to_string().contains("no column for"), "{error}");
        let text = "[file]\ndelimiter = \";\"\ndecimal = \"comma\"\ndate_format = \"DD/MM/YYYY\"\n\
            [columns]\norder = \"no\"\ncustomer = \"who\"\ndate = \"when\"\nproduct = \"what\"\n\
            quantity = \"n\"\nunit_price = \"each\"\n";
        workspace.save_mapping("till", None, text).await.unwrap();
        let saved = workspace.mappings().await.unwrap();
        assert_eq!(saved.iter().map(|saved| saved.name.as_str()).collect::<Vec<_>>(), ["till"]);
        let record = import_as(&workspace, kind, odd.path(), &options(Some("till"))).await.unwrap();
        assert_eq!(record.counts().orders, 2);
        // The whole mapping is kept with the import, as it can be saved again.
        assert!(record.mapping.contains("date_format = \"DD/MM/YYYY\""), "{}", record.mapping);
        let sum = "select min(day) as day, sum(revenue_minor) as revenue from orders";
        assert_eq!(query(&workspace, sum).await, "day,revenue\n2024-04-05,1050\n");

        let error = import_as(&workspace, kind, odd.path(), &options(Some("tll"))).await.unwrap_err();
        assert!(error.to_string().contains("no saved mapping 'tll'"), "{error}");
        workspace.delete_mapping("till").await.unwrap();
        assert!(workspace.mapping("till").await.is_err());
    }
}
