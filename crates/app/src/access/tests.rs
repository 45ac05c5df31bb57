//! The façade on both databases; what callers see of it is tested through `server`.

use std::sync::Arc;

use kernel::Limit;
use store::Store;

use super::{
    Access, AccessError, AccessSettings, Actor, AuditFilter, AuditId, Deed, NewKey, NewUser, Role,
    SignIn, User, UserChange,
};

const PASSWORD: &str = "correct horse";

fn access(store: &Store) -> Access {
    Access::new(store.clone(), AccessSettings::default())
}

async fn user(access: &Access, login: &str, role: Role) -> User {
    let wanted = NewUser {
        login: login.to_owned(),
        name: "Somebody".to_owned(),
        password: PASSWORD.to_owned(),
        role,
        language: "fa-IR".to_owned(),
    };
    access.create_user(Actor::Machine, wanted).await.unwrap()
}

fn attempt<'a>(login: &'a str, password: &'a str) -> SignIn<'a> {
    SignIn {
        login,
        password,
        address: None,
    }
}

store::contract! {
    async fn a_session_begins_and_ends(store: Store) {
        let access = access(&store);
        let made = user(&access, "ann", Role::Analyst).await;
        let (token, begun) = access.sign_in(attempt("ANN", PASSWORD)).await.unwrap();
        let session = access.session(token.expose()).await.unwrap();
        assert_eq!((&session.user, session.expires_at), (&made, begun.expires_at));
        assert!(session.accepts_csrf(begun.csrf()) && !session.accepts_csrf("other"));
        access.sign_out(&session).await.unwrap();
        let ended = access.session(token.expose()).await.unwrap_err();
        assert!(matches!(ended, AccessError::SessionEnded));
    }
}

store::contract! {
    async fn no_secret_is_in_the_store(store: Store) {
        let access = access(&store);
        user(&access, "ann", Role::Analyst).await;
        let (token, _) = access.sign_in(attempt("ann", PASSWORD)).await.unwrap();
        assert!(access.session(&super::secret::digest(token.expose())).await.is_err(), "a digest is no token");
        let wanted = NewKey { name: "till".to_owned(), role: Role::Viewer, expires_at: None };
        let made = access.create_key(Actor::Machine, wanted).await.unwrap();
        assert_eq!(access.key(made.expose()).await.unwrap().id, made.key.id);
        let listed = format!("{:?}", access.keys().await.unwrap());
        assert!(!listed.contains(made.expose()));
    }
}

store::contract! {
    async fn a_key_is_revoked_once(store: Store) {
        let access = access(&store);
        let wanted = NewKey { name: "till".to_owned(), role: Role::Viewer, expires_at: None };
        let made = access.create_key(Actor::Machine, wanted).await.unwrap();
        access.revoke_key(Actor::Machine, made.key.id).await.unwrap();
        access.revoke_key(Actor::Machine, made.key.id).await.unwrap();
        assert!(matches!(access.key(made.expose()).await, Err(AccessError::KeyRefused)));
        let unknown = "key_0000000000001".parse().unwrap();
        assert!(matches!(access.revoke_key(Actor::Machine, unknown).await, Err(AccessError::KeyUnknown(_))));
    }
}

store::contract! {
    async fn a_login_is_taken_once(store: Store) {
        let access = access(&store);
        assert!(access.ensure_admin().await.unwrap().is_some());
        let wanted = NewUser {
            login: "Admin".to_owned(),
            name: "Another".to_owned(),
            password: PASSWORD.to_owned(),
            role: Role::Viewer,
            language: "en".to_owned(),
        };
        let taken = access.create_user(Actor::Machine, wanted).await.unwrap_err();
        assert_eq!(taken.to_string(), "the login `admin` is taken");
    }
}

store::contract! {
    async fn two_administrators_can_not_remove_each_other_at_once(store: Store) {
        let access = Arc::new(access(&store));
        let one = user(&access, "ann", Role::Admin).await;
        let two = user(&access, "bob", Role::Admin).await;
        let demote = |id| {
            let access = Arc::clone(&access);
            let change = UserChange { role: Some(Role::Viewer), ..UserChange::default() };
            tokio::spawn(async move { access.change_user(Actor::Machine, id, change).await.is_ok() })
        };
        let (first, second) = (demote(one.id), demote(two.id));
        let done = [first.await.unwrap(), second.await.unwrap()];
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "ACCESS-3");
        assert!(access.users().await.unwrap().iter().any(User::administers), "ACCESS-3");
    }
}

store::contract! {
    async fn the_audit_is_read_page_by_page(store: Store) {
        let access = access(&store);
        for number in 0..5 {
            access.record(Actor::Machine, Deed::new("import.begun", &number)).await.unwrap();
        }
        let limit = Limit::try_from(3).unwrap();
        let any = AuditFilter::default();
        let first = access.audit(&any, None, limit).await.unwrap();
        let objects = |page: &kernel::Page<super::AuditEntry>| -> String {
            page.items.iter().map(|entry| entry.object.as_str()).collect()
        };
        assert_eq!(objects(&first), "432");
        let cursor: AuditId = first.next_cursor.unwrap().parse().unwrap();
        let rest = access.audit(&any, Some(cursor), limit).await.unwrap();
        assert_eq!((objects(&rest), rest.next_cursor), ("10".to_owned(), None));
    }

    async fn the_audit_is_filtered_by_who_what_and_object(store: Store) {
        let access = access(&store);
        access.record(Actor::Machine, Deed::new("import.begun", &1)).await.unwrap();
        access.record(Actor::Machine, Deed::new("import.undone", &1)).await.unwrap();
        access.record(Actor::Machine, Deed::new("imported.wrongly", &2)).await.unwrap();
        let count = async |filter: AuditFilter| {
            access.audit(&filter, None, Limit::default()).await.unwrap().items.len()
        };
        let action = |text: &str| AuditFilter { action: Some(text.to_owned()), ..AuditFilter::default() };
        assert_eq!(count(action("import")).await, 2, "a noun stands for all that is done to it");
        assert_eq!(count(action("import.begun")).await, 1);
        assert_eq!(count(AuditFilter { object: Some("2".to_owned()), ..AuditFilter::default() }).await, 1);
        assert_eq!(count(AuditFilter { actor: Some("usr_0".to_owned()), ..AuditFilter::default() }).await, 0);
        assert_eq!(count(AuditFilter { actor: Some("machine".to_owned()), ..AuditFilter::default() }).await, 3);
    }
}
