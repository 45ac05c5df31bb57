//! One test for both engines.

/// Makes of each function two tests, one on SQLite and one on PostgreSQL, each with a store of its own.
///
/// The crate that uses it needs `testkit` among its development dependencies. Without a PostgreSQL (`TEST_POSTGRES_URL`)
/// the second test says so and passes, except where `CI` is set: there it fails.
///
/// ```text
/// store::contract! {
///     async fn a_setting_is_kept(store: Store) {
///         …
///     }
/// }
/// ```
#[macro_export]
macro_rules! contract {
    ($($(#[$meta:meta])* async fn $name:ident($store:ident: $type:ty) $body:block)*) => {$(
        $(#[$meta])*
        async fn $name($store: $type) $body

        mod $name {
            #[test]
            fn sqlite() {
                ::testkit::on_sqlite(super::$name);
            }

            #[test]
            fn postgres() {
                ::testkit::on_postgres(super::$name);
            }
        }
    )*};
}
