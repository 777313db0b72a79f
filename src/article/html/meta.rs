//! What a page says about its article: JSON-LD first, then `<meta>`, then its own elements.

use super::super::{Meta, date, furniture};
use super::is_hidden;
use dom_query::{Document, NodeRef};
use serde_json::Value;

/// Reads title, byline, date, section, site, language and address of the page.
pub(super) fn read(doc: &Document, url: Option<&str>) -> Meta {
    let linked = Linked::read(doc);
    let tags = Tags::read(doc);
    let site =
        linked.name("publisher").or_else(|| tags.first(&["og:site_name", "application-name"]));
    let author = tags
        .first(&[
            "author",
            "article:author",
            "dc.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
        ])
        .filter(|author| !author.contains("://"));
    let published = tags.first(&[
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dcterms.created",
        "dc.date.issued",
        "pubdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
    ]);
    let printed = || published_element(doc);
    Meta {
        title: title(doc, &linked, &tags, site.as_deref()),
        byline: linked
            .name("author")
            .or(author)
            .or_else(|| byline_element(doc))
            .map(|byline| furniture::without_by(&byline).to_owned()),
        published: linked
            .text("datePublished")
            .and_then(|date| date::iso(&date))
            .or_else(|| published.and_then(|date| date::any(&date)))
            .or_else(printed),
        section: linked
            .text("articleSection")
            .or_else(|| tags.first(&["article:section", "parsely-section"])),
        lang: language(doc, &linked, &tags),
        url: url.map(str::to_owned).or_else(|| own_address(doc, &tags)),
        site,
    }
}

/// The headline as it is printed, where the page has just one; else what it calls itself.
fn title(doc: &Document, linked: &Linked, tags: &Tags, site: Option<&str>) -> Option<String> {
    let named = linked
        .text("headline")
        .or_else(|| tags.first(&["og:title", "twitter:title", "dc.title", "parsely-title"]))
        .or_else(|| line(&doc.select_single("title").text()))
        .map(|title| without_site(&title, site).to_owned());
    let headings: Vec<String> = elements(doc, "h1").filter_map(|h1| line(&h1.text())).collect();
    let printed =
        headings.iter().find(|h1| named.as_ref().is_some_and(|named| same_words(h1, named)));
    let only = headings.first().filter(|h1| headings.len() == 1 && furniture::words(h1, 3) == 3);
    printed.or(only).cloned().or(named).or_else(|| headings.first().cloned())
}

/// A title without the site's name behind it: "Bridge closed | The Herald".
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        let Some((article, name)) = title.rsplit_once(separator) else { continue };
        let is_site = site.is_some_and(|site| same_words(site, name));
        if is_site
            || (furniture::words(name, 5) <= 4
                && furniture::words(article, 4) >= 4
                && separator == " | ")
        {
            return article.trim_end();
        }
    }
    title
}

/// Whether two lines have the same letters and figures.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let letters = |line: &str| -> String {
        line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

fn byline_element(doc: &Document) -> Option<String> {
    let selector = "[rel=author], [itemprop=author], .byline, .author, .author-name, .article-author, .post-author";
    elements(doc, selector).find_map(|node| {
        let text = line(&node.text()).filter(|text| text.len() <= 120)?;
        let names = furniture::byline(&text).map(|span| span.of(&text).to_owned());
        names.or_else(|| furniture::is_name(&text).then_some(text))
    })
}

fn published_element(doc: &Document) -> Option<String> {
    let first = |selector: &str| {
        elements(doc, selector).find_map(|node| {
            let stated = node
                .attr("datetime")
                .or_else(|| node.attr("content"))
                .and_then(|date| date::any(&date));
            stated.or_else(|| date::any(&line(&node.text())?))
        })
    };
    first("[itemprop=datePublished], time[pubdate]")
        .or_else(|| first("time, .published, .date, .dateline, .timestamp"))
}

fn language(doc: &Document, linked: &Linked, tags: &Tags) -> Option<String> {
    let stated = doc.select_single("html").attr("lang").map(|lang| lang.to_string());
    let tag = stated
        .filter(|lang| !lang.trim().is_empty())
        .or_else(|| linked.text("inLanguage"))
        .or_else(|| tags.first(&["og:locale", "content-language", "language"]))?;
    let tag = tag.trim().replace('_', "-");
    let is_tag =
        (2..=20).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_tag.then_some(tag)
}

fn own_address(doc: &Document, tags: &Tags) -> Option<String> {
    let canonical =
        doc.select_single("link[rel=canonical]").attr("href").map(|href| href.to_string());
    canonical.or_else(|| tags.first(&["og:url"])).filter(|url| url.starts_with("http"))
}

fn elements<'d>(doc: &'d Document, selector: &str) -> impl Iterator<Item = NodeRef<'d>> + use<'d> {
    let found: Vec<NodeRef<'d>> = doc.select(selector).nodes().to_vec();
    found.into_iter().filter(|node| !is_hidden(node))
}

/// `text` as one normalised line; `None` when nothing is in it.
pub(super) fn line(text: &str) -> Option<String> {
    let (text, _) = super::super::normalise::normalise(text);
    let line = super::one_line(&text);
    (!line.is_empty()).then_some(line)
}

/// The page's `<meta>` tags, names in lower case.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn read(doc: &Document) -> Self {
        let pair = |node: &NodeRef<'_>| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|key| node.attr(key))?;
            Some((name.trim().to_ascii_lowercase(), line(&node.attr("content")?)?))
        };
        Self(doc.select("meta").nodes().iter().filter_map(pair).collect())
    }

    /// The value of the first of `names` that the page has.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let (_, value) = self.0.iter().find(|(own, _)| own == name)?;
            Some(value.clone())
        })
    }
}

/// The page's JSON-LD (<https://schema.org/Article>).
struct Linked {
    /// Every object of every block, outermost first.
    objects: Vec<Value>,
    /// Which of them is the article.
    article: Option<usize>,
}

/// No page describes more things than this; further ones are not looked at.
const MOST_OBJECTS: usize = 2_000;

impl Linked {
    fn read(doc: &Document) -> Self {
        let mut objects = Vec::new();
        for script in doc.select("script[type='application/ld+json']").nodes() {
            // Raw line ends inside of strings are not JSON, yet common.
            let text = script.text().replace(|c: char| c.is_control(), " ");
            let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
            if let Ok(value) = serde_json::from_str(text) {
                collect(value, &mut objects);
            }
        }
        let article = objects.iter().position(is_article);
        Self { objects, article }
    }

    fn property(&self, key: &str) -> Option<&Value> {
        self.objects.get(self.article?)?.get(key)
    }

    /// A property that is a text, or a list that begins with one.
    fn text(&self, key: &str) -> Option<String> {
        match self.property(key)? {
            Value::String(text) => line(text),
            Value::Array(list) => line(list.first()?.as_str()?),
            _ => None,
        }
    }

    /// The name of whom a property is about; of several, all, with commas between them.
    fn name(&self, key: &str) -> Option<String> {
        let names: Vec<String> = match self.property(key)? {
            Value::Array(list) => list.iter().filter_map(|one| self.name_of(one)).collect(),
            one => self.name_of(one).into_iter().collect(),
        };
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn name_of(&self, one: &Value) -> Option<String> {
        if let Some(name) = one.as_str().or_else(|| one.get("name")?.as_str()) {
            return line(name).filter(|name| !name.contains("://"));
        }
        let id = one.get("@id")?.as_str()?;
        let named = |other: &&Value| {
            other.get("@id").and_then(Value::as_str) == Some(id) && other.get("name").is_some()
        };
        line(self.objects.iter().find(named)?.get("name")?.as_str()?)
    }
}

/// Puts the objects of `value` into `objects`: itself, and those of lists and graphs in it.
fn collect(value: Value, objects: &mut Vec<Value>) {
    if objects.len() >= MOST_OBJECTS {
        return;
    }
    match value {
        Value::Array(list) => list.into_iter().for_each(|one| collect(one, objects)),
        Value::Object(mut object) => {
            let inner = [object.remove("@graph"), object.remove("mainEntity")];
            objects.push(Value::Object(object));
            inner.into_iter().flatten().for_each(|one| collect(one, objects));
        }
        _ => {}
    }
}

fn is_article(object: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            ["Article", "BlogPosting", "Report"].iter().any(|end| kind.ends_with(end))
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}
