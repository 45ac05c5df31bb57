//! HTML that is escaped by construction: tags and attributes are names of ours, and everything else goes in as text.

/// A document, or a part of one, as it is written.
#[derive(Debug, Default)]
pub(crate) struct Html {
    text: String,
}

/// An attribute: a name of ours and a value of anybody's.
pub(crate) type Attribute<'a> = (&'static str, &'a str);

impl Html {
    /// Opens an element.
    pub(crate) fn open(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) {
        self.text.push('<');
        self.text.push_str(tag);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
        self.text.push('>');
    }

    /// Closes an element.
    pub(crate) fn close(&mut self, tag: &'static str) {
        self.text.push_str("</");
        self.text.push_str(tag);
        self.text.push_str(">\n");
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.text);
    }

    /// Writes an element with text in it.
    pub(crate) fn element(&mut self, tag: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// Writes a style sheet of ours under the page's nonce.
    pub(crate) fn style(&mut self, nonce: &str, css: &str) {
        self.open("style", &[("nonce", nonce)]);
        // Style is not markup: what could end the element is taken out.
        self.text.push_str(&css.replace('<', ""));
        self.close("style");
    }

    /// The whole as a document.
    pub(crate) fn document(self) -> String {
        format!("<!doctype html>\n{}", self.text)
    }
}

fn escape(text: &str, out: &mut String) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            char => out.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        let mut html = Html::default();
        html.element("p", &[("title", "\"><script>")], "<b>'&'</b>");
        html.style("n", "p{}</style><script>");
        assert_eq!(
            html.document(),
            "<!doctype html>\n<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;&amp;&#39;&lt;/b&gt;</p>\n\
             <style nonce=\"n\">p{}/style>script></style>\n"
        );
    }
}
