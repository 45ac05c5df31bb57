//! Forms and their answers as they are kept, on both engines.

use customers::forms::{
    AnswersCsv, FormAnswers, FormState, Forms, NewAnswer, Origin, Published, SAMPLE_QUIZ,
    answers_of, read_answers,
};

use customers::{CustomerId, CustomersError, Fact, FactKind, People, SourceId, Who};
use kernel::Limit;
use serde_json::json;
use store::Store;
use store::log::{Consumer as _, Log, NewEvent};

const NEWS: &str = r#"{"title": "News", "questions": [
    {"id": "email", "type": "email", "label": "E-mail", "required": true},
    {"id": "note", "type": "text", "label": "Note", "attribute": "note"},
    {"id": "news", "type": "consent", "label": "I agree", "purpose": "marketing", "channel": "email", "text_version": "2"}
]}"#;

async fn published(forms: &Forms) -> Published {
    forms.create("news", NEWS).await.unwrap();
    forms.publish("news").await.unwrap();
    forms.find_published("news").await.unwrap().unwrap()
}

async fn answer(
    store: &Store,
    form: &Published,
    message_id: &str,
    fields: &[(&str, &str)],
) -> (customers::forms::FormAnswer, bool) {
    let input = fields
        .iter()
        .map(|(field, value)| ((*field).to_owned(), vec![(*value).to_owned()]));
    let answers = read_answers(&form.definition, &input.collect()).unwrap();
    let origin = Origin {
        language: "en".to_owned(),
        page: Some("https://shop.example.org/".to_owned()),
        campaign: vec![("source", "poster".to_owned())],
        anonymous_id: None,
    };
    let new = NewAnswer {
        form,
        message_id,
        answers: &answers,
        offers: &[],
        origin: &origin,
    };
    let source = SourceId::from_raw(1).unwrap();
    Forms::new(store.clone())
        .answer(&new, source)
        .await
        .unwrap()
}

store::contract! {
    async fn a_form_is_changed_by_versions(store: Store) {
        let forms = Forms::new(store.clone());
        let form = forms.create("kitchen-quiz", SAMPLE_QUIZ).await.unwrap();
        assert_eq!((form.state, form.version, form.published), (FormState::Draft, 1, None));
        assert!(forms.find_published("kitchen-quiz").await.unwrap().is_none());
        assert!(matches!(forms.close("kitchen-quiz").await, Err(CustomersError::FormDraft(_))));
        forms.publish("kitchen-quiz").await.unwrap();
        let changed = forms.change("kitchen-quiz", NEWS).await.unwrap();
        assert_eq!((changed.version, changed.published), (2, Some(1)));
        let seen = forms.find_published("kitchen-quiz").await.unwrap().unwrap();
        assert_eq!((seen.version, seen.definition.questions.len()), (1, 11));
        forms.publish("kitchen-quiz").await.unwrap();
        let closed = forms.close("kitchen-quiz").await.unwrap();
        assert_eq!((closed.state, closed.published), (FormState::Closed, Some(2)));
        assert_eq!(forms.versions("kitchen-quiz").await.unwrap().len(), 2);
        assert_eq!(forms.list().await.unwrap().len(), 1);
        assert!(matches!(forms.create("kitchen-quiz", NEWS).await, Err(CustomersError::FormTaken(_))));
        assert!(matches!(forms.create("Kitchen", NEWS).await, Err(CustomersError::FormKeyInvalid(_))));
        assert!(matches!(forms.create("b", "{}").await, Err(CustomersError::FormInvalid(_))));
        assert!(matches!(forms.publish("b").await, Err(CustomersError::FormMissing(_))));
        assert!(matches!(forms.change("b", NEWS).await, Err(CustomersError::FormMissing(_))));
    }

    async fn the_same_page_twice_is_one_answer_and_one_event(store: Store) {
        let forms = Forms::new(store.clone());
        let form = published(&forms).await;
        let fields = [("email", "ada@Example.org"), ("news", "yes"), ("note", "=1+1, \"hi\"")];
        let (first, is_new) = answer(&store, &form, "m1", &fields).await;
        assert!(is_new);
        let (again, is_new) = answer(&store, &form, "m1", &[("email", "eve@example.org")]).await;
        assert_eq!((&again, is_new), (&first, false));
        assert_eq!(first.contact.email.as_deref(), Some("ada@example.org"));
        answer(&store, &form, "m2", &[("email", "bo@example.org")]).await;

        let events = Log::open(store.clone()).read(0, 10).await.unwrap();
        assert_eq!(events.len(), 2);
        let event = &events[0];
        let fact = Fact::from_parts(&event.kind, &event.message_id, event.happened_at, &event.body).unwrap();
        assert_eq!((fact.kind, fact.name.as_deref()), (FactKind::Form, Some("news")));
        assert_eq!(fact.who.email.as_deref(), Some("ada@example.org"));
        assert_eq!(fact.who.anonymous_id.as_deref(), Some("form-m1"));
        assert_eq!(fact.properties["note"], "=1+1, \"hi\"");
        assert_eq!(json!(fact.traits), json!({"email": "ada@example.org", "note": "=1+1, \"hi\""}));
        assert_eq!(fact.context["campaign"]["source"], "poster");
        let consent = json!({
            "purpose": "marketing", "channel": "email", "given": true, "text": "I agree", "text_version": "2", "language": "en"
        });
        assert_eq!(fact.context["consents"], json!([consent]));

        forms.count(&[(form.id, "viewed", 7), (form.id, "trap", 1), (form.id, "viewed", 1)]).await.unwrap();
        let counts = forms.get("news").await.unwrap().counts;
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), [
            ("answered".to_owned(), 2), ("trap".to_owned(), 1), ("viewed".to_owned(), 8),
        ]);

        let page = forms.answers("news", None, Limit::try_from(1).unwrap()).await.unwrap();
        assert_eq!(page.items[0].contact.email.as_deref(), Some("bo@example.org"));
        let rest = forms.answers("news", page.next_cursor.as_deref(), Limit::default()).await.unwrap();
        assert_eq!((&rest.items[0], rest.next_cursor), (&first, None));
        assert!(matches!(forms.answers("news", Some("x"), Limit::default()).await, Err(CustomersError::CursorInvalid(_))));

        let csv = AnswersCsv::new(&forms.versions("news").await.unwrap());
        assert_eq!(csv.header(), "id,at,version,language,customer,email,note,news\r\n");
        let line = csv.line(&first);
        assert!(line.ends_with(",1,en,,ada@example.org,\"'=1+1, \"\"hi\"\"\",yes\r\n"), "{line}");
    }
}

async fn follow(store: &Store) {
    let log = Log::open(store.clone());
    store::catch_up(&log, &People).await.unwrap();
    store::catch_up(&log, &FormAnswers).await.unwrap();
}

async fn told(store: &Store, message_id: &str, who: Who) {
    let fact = Fact::new(FactKind::Identify, message_id, store.clock().now(), who);
    let event = NewEvent {
        source_id: 1,
        message_id: message_id.to_owned(),
        kind: fact.kind.as_str().to_owned(),
        happened_at: fact.happened_at,
        body: fact.body(),
    };
    Log::open(store.clone()).append(vec![event]).await.unwrap();
}

/// Answers of the form by message: which customer gave them.
async fn givers(forms: &Forms) -> Vec<Option<CustomerId>> {
    let page = forms.answers("news", None, Limit::default()).await.unwrap();
    let mut givers: Vec<_> = page
        .items
        .into_iter()
        .map(|answer| answer.customer)
        .collect();
    givers.reverse();
    givers
}

store::contract! {
    async fn answers_find_those_who_gave_them(store: Store) {
        let forms = Forms::new(store.clone());
        let form = published(&forms).await;
        answer(&store, &form, "m1", &[("email", "ada@example.org")]).await;
        answer(&store, &form, "m2", &[("email", "bo@example.org")]).await;
        answer(&store, &form, "m3", &[("email", "ada@example.org"), ("note", "again")]).await;
        assert_eq!(givers(&forms).await, [None, None, None]);
        follow(&store).await;
        let linked = givers(&forms).await;
        assert!(linked[0].is_some() && linked[1].is_some());
        assert!(linked[0] == linked[2] && linked[0] != linked[1]);
        let ada = linked[0].unwrap();
        let hers = answers_of(&store, ada, Limit::default()).await.unwrap();
        assert_eq!(hers.len(), 2);
        assert_eq!(hers[0].answers["note"], "again");

        // A replay gives the same.
        let mut tx = store.begin().await.unwrap();
        FormAnswers.reset(&mut tx).await.unwrap();
        store::log::set_cursor(&mut tx, "forms", 0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(givers(&forms).await, [None, None, None]);
        follow(&store).await;
        assert_eq!(givers(&forms).await, linked);
    }

    async fn a_visitor_who_becomes_known_gave_their_answers(store: Store) {
        let forms = Forms::new(store.clone());
        let anonymous = r#"{"title": "T", "questions": [{"id": "note", "type": "text", "label": "N"}]}"#;
        forms.create("news", anonymous).await.unwrap();
        forms.publish("news").await.unwrap();
        let form = forms.find_published("news").await.unwrap().unwrap();
        answer(&store, &form, "m1", &[("note", "hello")]).await;
        follow(&store).await;
        assert_eq!(givers(&forms).await, [None]);
        let who = Who { user_id: Some("17".to_owned()), anonymous_id: Some("form-m1".to_owned()), ..Who::default() };
        told(&store, "i1", who).await;
        follow(&store).await;
        assert!(givers(&forms).await[0].is_some());
    }
}
