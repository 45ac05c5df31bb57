//! What a person pastes to send from somewhere: the public libraries, pointed at us.

use serde::Serialize;

use super::Source;

/// A piece of text to paste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// What it is written in: `html`, `node`, `python`, `curl`.
    pub language: &'static str,
    /// The text.
    pub text: String,
}

impl Source {
    /// What to paste, `host` being where people reach the server, such as `https://crm.example.com`. Sources without a
    /// write key have doors of their own, and nothing to paste.
    pub fn snippets(&self, host: &str) -> Vec<Snippet> {
        let Some(key) = &self.write_key else {
            return Vec::new();
        };
        [
            ("html", HTML),
            ("node", NODE),
            ("python", PYTHON),
            ("curl", CURL),
        ]
        .into_iter()
        .map(|(language, text)| Snippet {
            language,
            text: text.replace("HOST", host).replace("KEY", key),
        })
        .collect()
    }
}

const HTML: &str = r#"<script async src="HOST/tracker.js" data-write-key="KEY"></script>
"#;

const NODE: &str = r"// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: 'KEY', host: 'HOST' });
analytics.track({ userId: '17', event: 'Product Viewed', properties: { product_id: 'P-1' } });
await analytics.closeAndFlush();
";

const PYTHON: &str = "# pip install segment-analytics-python
import segment.analytics as analytics

analytics.write_key = 'KEY'
analytics.host = 'HOST'
analytics.track('17', 'Product Viewed', {'product_id': 'P-1'})
analytics.shutdown()
";

const CURL: &str = r#"curl HOST/v1/track -u KEY: -H 'content-type: application/json' \
  -d '{"userId":"17","event":"Product Viewed","properties":{"product_id":"P-1"}}'
"#;
