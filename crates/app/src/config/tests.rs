//! What wins, what is refused, and with which sentence.

use std::path::Path;

use kernel::Fault;

use super::*;

const FILE: &str = "/data/clientele.toml";

fn environment(pairs: &[(&str, &str)]) -> Sources {
    let pairs = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Sources {
        environment: pairs.collect(),
        ..Sources::default()
    }
}

fn with_flag(mut sources: Sources, flag: &'static str, key: &str, value: &str) -> Sources {
    sources.flags.push(Flag {
        flag,
        key: key.to_owned(),
        value: value.to_owned(),
    });
    sources
}

fn resolve(sources: Sources, file: &str) -> Result<Config, ConfigError> {
    Config::resolve(Path::new("/data"), sources, Some((Path::new(FILE), file)))
}

fn refusal(sources: Sources, file: &str) -> String {
    resolve(sources, file).unwrap_err().to_string()
}

fn explained(config: &Config, key: &str) -> (String, String) {
    let setting = config
        .explain()
        .into_iter()
        .find(|setting| setting.key == key)
        .unwrap();
    (setting.value, setting.origin.to_string())
}

#[test]
fn everything_has_a_default_that_works() {
    let config = Config::resolve(Path::new("/data"), Sources::default(), None).unwrap();
    assert_eq!(config.server.socket().to_string(), "127.0.0.1:7070");
    assert_eq!(
        config.store.url.sqlite_path(),
        Some(Path::new("/data/clientele.db"))
    );
    assert_eq!(config.lake.path, Path::new("/data/lake"));
    assert_eq!(config.workspace.currency.code(), "EUR");
    assert_eq!(config.log.level.as_str(), "info");
    assert_eq!(config.explain().len(), KEYS.len());
    assert!(
        config
            .explain()
            .iter()
            .all(|setting| setting.origin == Origin::Default)
    );
}

#[test]
fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
    let file = "[server]\nport = 1\nsession_hours = 1\naddress = \"0.0.0.0\"";
    let sources = environment(&[
        ("CLIENTELE_SERVER_PORT", "2"),
        ("CLIENTELE_SERVER_SESSION_HOURS", "2"),
    ]);
    let config = resolve(with_flag(sources, "--port", "server.port", "3"), file).unwrap();
    let of = |key: &str| explained(&config, key);
    let is = |value: &str, origin: &str| (value.to_owned(), origin.to_owned());
    assert_eq!(of("server.port"), is("3", "flag --port"));
    assert_eq!(
        of("server.session_hours"),
        is("2", "environment CLIENTELE_SERVER_SESSION_HOURS")
    );
    assert_eq!(
        of("server.address"),
        is("0.0.0.0", "file /data/clientele.toml")
    );
    assert_eq!(of("log.level"), is("info", "default"));
    assert_eq!((config.server.port, config.server.session_hours), (3, 2));
}

#[test]
fn a_name_that_does_not_exist_is_refused_with_the_nearest() {
    for (file, sentence) in [
        (
            "[server]\nprot = 1",
            "there is no setting `server.prot`, did you mean `server.port`?",
        ),
        (
            "[sever]\nport = 1",
            "there is no setting `sever.port`, did you mean `server.port`?",
        ),
        (
            "port = 1",
            "there is no setting `port`, did you mean `server.port`?",
        ),
        ("[colour]", "there is no setting `colour`"),
        ("[colour]\nred = 1", "there is no setting `colour.red`"),
    ] {
        assert_eq!(
            refusal(Sources::default(), file),
            format!("file {FILE}: {sentence}")
        );
    }
    assert_eq!(
        refusal(environment(&[("CLIENTELE_SERVER_PROT", "1")]), ""),
        "environment CLIENTELE_SERVER_PROT: there is no setting `CLIENTELE_SERVER_PROT`, \
         did you mean `CLIENTELE_SERVER_PORT`?"
    );
    assert_eq!(
        refusal(
            with_flag(Sources::default(), "--set", "log.levle", "info"),
            ""
        ),
        "flag --set: there is no setting `log.levle`, did you mean `log.level`?"
    );
}

#[test]
fn variables_of_others_and_empty_ones_are_left_alone() {
    let variables = [
        ("CLIENTELE_DATA", "/elsewhere"),
        ("CLIENTELE_SERVICE_HOST", "10.0.0.1"),
        ("CLIENTELE_PORT_7070_TCP", "tcp://10.0.0.1:7070"),
        ("CLIENTELE_SERVER_PORT", ""),
        ("PATH", "/bin"),
    ];
    assert_eq!(
        resolve(environment(&variables), "").unwrap().server.port,
        7070
    );
}

#[test]
fn a_value_that_makes_no_sense_is_named_with_its_place() {
    for (file, sentence) in [
        (
            "[server]\nport = 70000",
            "`server.port` is `70000`, but must be a number from 0 to 65535",
        ),
        (
            "[server]\nport = true",
            "`server.port` is `true`, but must be a text or a whole number",
        ),
        (
            "[log]\nlevel = \"inof\"",
            "`log.level` is `inof`, but must be one of error, warn, info, debug, trace, did you mean `info`?",
        ),
        (
            "[query]\nmemory_mb = 1",
            "`query.memory_mb` is `1`, but must be at least 64 megabytes",
        ),
        (
            "[workspace]\ncurrency = \"EURO\"",
            "`workspace.currency` is `EURO`, but must be a code of ISO 4217 such as EUR, did you mean `EUR`?",
        ),
        (
            "[workspace]\ntime_zone = \"Europe/Lodnon\"",
            "`workspace.time_zone` is `Europe/Lodnon`, but must be a time zone such as Europe/London, did you mean `Europe/London`?",
        ),
    ] {
        assert_eq!(
            refusal(Sources::default(), file),
            format!("file {FILE}: {sentence}")
        );
    }
    assert_eq!(
        refusal(
            environment(&[("CLIENTELE_SERVER_ADDRESS", "localhost:80")]),
            ""
        ),
        "environment CLIENTELE_SERVER_ADDRESS: `server.address` is `localhost:80`, but must be an IP address such as \
         127.0.0.1 (this machine only) or 0.0.0.0 (everybody)"
    );
}

#[test]
fn a_password_is_never_shown() {
    let secret = "postgres://ada:secret@db/crm?schema=shop";
    let config = resolve(environment(&[("CLIENTELE_STORE_URL", secret)]), "").unwrap();
    assert_eq!(config.store.url.schema(), Some("shop"));
    assert_eq!(
        explained(&config, "store.url").0,
        "postgres://ada:***@db/crm?schema=shop"
    );
    assert!(!format!("{config:?}").contains("secret"));
    let broken = refusal(
        environment(&[("CLIENTELE_STORE_URL", "mysql://ada:secret@db")]),
        "",
    );
    assert!(
        broken.contains("CLIENTELE_STORE_URL") && !broken.contains("secret"),
        "{broken}"
    );
}

#[test]
fn paths_in_a_file_are_relative_to_it() {
    let file = "[lake]\npath = \"history\"\n[store]\nurl = \"sqlite:shop.db\"";
    let config = resolve(Sources::default(), file).unwrap();
    assert_eq!(config.lake.path, Path::new("/data/history"));
    assert_eq!(
        config.store.url.sqlite_path(),
        Some(Path::new("/data/shop.db"))
    );
    let config = resolve(environment(&[("CLIENTELE_LAKE_PATH", "history")]), file).unwrap();
    assert_eq!(config.lake.path, Path::new("history"));
}

#[test]
fn a_file_that_is_not_toml_or_not_there_is_named() {
    let error = resolve(Sources::default(), "[server").unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the configuration file {FILE} is not TOML")
    );
    assert_eq!(error.code(), "config.file_malformed");
    let named = Sources {
        file: Some("/does/not/exist.toml".into()),
        ..Sources::default()
    };
    let error = Config::load(Path::new("/does/not"), named).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the configuration file /does/not/exist.toml can not be read"
    );
    assert!(Config::load(Path::new("/does/not"), Sources::default()).is_ok());
}

#[test]
fn a_public_address_loses_its_slash() {
    let url = |text| {
        resolve(environment(&[("CLIENTELE_SERVER_PUBLIC_URL", text)]), "")
            .map(|c| c.server.public_url)
    };
    assert_eq!(
        url("https://crm.example.org/").unwrap().as_deref(),
        Some("https://crm.example.org")
    );
    assert!(url("crm.example.org").is_err());
}

#[test]
fn a_further_workspace_has_places_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let shop: WorkspaceName = "shop".parse().unwrap();
    let environment = environment(&[
        ("CLIENTELE_STORE_URL", "postgres://crm@db/crm?schema=group"),
        ("CLIENTELE_LAKE_PATH", "/mnt/lake"),
        ("CLIENTELE_SERVER_HOSTS", "group.example"),
        ("CLIENTELE_SERVER_PORT", "8080"),
    ]);
    let config = Config::load_named(folder.path(), &shop, environment.clone()).unwrap();
    assert_eq!(config.store.url.schema(), Some("group_shop"));
    assert_eq!(config.lake.path, shop.folder(folder.path()).join("lake"));
    assert_eq!(config.server.hosts, Vec::<String>::new());
    assert_eq!(config.server.port, 8080);

    // What its own file says holds as it stands.
    std::fs::create_dir_all(shop.folder(folder.path())).unwrap();
    let file =
        "[store]\nurl = \"sqlite:own.db\"\n[server]\nhosts = \"Shop.example, www.shop.example\"\n";
    std::fs::write(shop.folder(folder.path()).join(FILE_NAME), file).unwrap();
    let config = Config::load_named(folder.path(), &shop, environment).unwrap();
    let own = shop.folder(folder.path()).join("own.db");
    assert_eq!(config.store.url.sqlite_path(), Some(own.as_path()));
    assert_eq!(config.server.hosts, ["shop.example", "www.shop.example"]);
    assert_eq!(workspace_names(folder.path()).unwrap(), [shop]);
}

#[test]
fn workspaces_have_plain_names_and_hosts() {
    for bad in ["", "Shop", "1st", "a-b", "../x", "abcdefghijklmnopqrstu"] {
        assert!(bad.parse::<WorkspaceName>().is_err(), "{bad}");
    }
    let wrong = refusal(
        Sources::default(),
        "[server]\nhosts = \"https://shop.example\"",
    );
    assert!(wrong.contains("without port or path"), "{wrong}");
}
