//! Pairing quotation marks.
//!
//! One pass over the marks of each block with a stack of the open ones. A mark that never closes
//! ends where the next one of its family opens, or else with its block, so that a typing error
//! costs a paragraph at most. Print opens each paragraph of a long quotation anew and closes only
//! the last one; such quotations are chained by [`Quoted::continues`].

use super::marks::{Family, Mark, Role, marks};
use super::{Quoted, Structure};
use crate::article::Article;
use crate::span::Span;

/// Every quotation of `article`, whose tokens are in `structure`, in order of opening marks.
/// Linear in the number of tokens.
pub(super) fn pair(article: &Article, structure: &Structure) -> Vec<Quoted> {
    let mut quoted = Vec::new();
    let mut running: Option<Running> = None;
    for (index, block) in article.blocks.iter().enumerate() {
        let tokens = &structure.tokens[structure.blocks[index].clone()];
        if !block.kind.is_read() || tokens.is_empty() {
            continue;
        }
        let earlier = running.take().filter(|_| block.kind.is_body());
        let marks = marks(&article.text, block.span, tokens);
        let Some(first) = marks.first() else {
            running = earlier.and_then(|running| running.over(index, block.span));
            continue;
        };
        let resumed = earlier.as_ref().is_some_and(|running| running.is_closed_by(first));
        let pairs = Pairing::of(&article.text, block.span, &marks[usize::from(resumed)..]);
        let goes_on = earlier.as_ref().and_then(|running| running.is_reopened_by(first));
        if let Some(running) = earlier.filter(|_| resumed) {
            running.close(index, block.span, first, &mut quoted);
        }
        for pair in nest(pairs) {
            let at_start = pair.span.start == block.span.start;
            if !pair.closed && pair.span.end == block.span.end && block.kind.is_body() {
                let open = quoted.len();
                running.get_or_insert(Running { open, family: pair.family, silent: Vec::new() });
            }
            let continues = goes_on.filter(|_| at_start);
            quoted.push(pair.into_quoted(index, continues));
        }
    }
    quoted
}

/// A quotation that was still open when its block ended.
struct Running {
    /// Its index among the quotations.
    open: usize,
    family: Family,
    /// The later blocks that had no mark at all; they belong to it if a closing mark follows.
    silent: Vec<(usize, Span)>,
}

/// How many paragraphs without any mark a quotation may run over.
const MAX_SILENT: usize = 5;

impl Running {
    /// The same quotation after a block without marks.
    fn over(mut self, block: usize, span: Span) -> Option<Self> {
        self.silent.push((block, span));
        (self.silent.len() <= MAX_SILENT).then_some(self)
    }

    /// Whether `mark`, the first one of a block, ends it though the block did not open it anew.
    fn is_closed_by(&self, mark: &Mark) -> bool {
        mark.role == Role::Close && mark.family == self.family && !mark.first && !mark.doubtful
    }

    /// Its index, if `mark`, the first one of the next block, opens it anew.
    fn is_reopened_by(&self, mark: &Mark) -> Option<usize> {
        let reopened = mark.first && mark.family == self.family && self.silent.is_empty();
        reopened.then_some(self.open)
    }

    /// Pushes its parts in the silent blocks and in `block`, up to `mark`, which ends it.
    fn close(self, block: usize, span: Span, mark: &Mark, quoted: &mut Vec<Quoted>) {
        let mut before = self.open;
        let last = (block, Span::new(span.start, mark.span.start));
        for (block, inner) in self.silent.into_iter().chain([last]) {
            let closed = (block, inner) == last;
            let end = if closed { mark.span.end } else { inner.end };
            let span = Span::new(inner.start, end);
            quoted.push(Quoted { span, inner, depth: 0, block, closed, continues: Some(before) });
            before = quoted.len() - 1;
        }
    }
}

/// A stretch between two marks, or from one to where it is taken to end.
#[derive(Clone, Copy)]
struct Pair {
    span: Span,
    inner: Span,
    depth: u8,
    closed: bool,
    family: Family,
}

impl Pair {
    fn into_quoted(self, block: usize, continues: Option<usize>) -> Quoted {
        let Self { span, inner, depth, closed, .. } = self;
        Quoted { span, inner, depth, block, closed, continues }
    }
}

/// An opening mark that waits for its closing one.
#[derive(Clone, Copy)]
struct Opened {
    mark: Mark,
    /// Where the next mark of its family and shape opened, directly inside it: its end if it never closes.
    next: Option<usize>,
}

/// No prose nests deeper; a bound keeps the search down the stack constant.
const MAX_DEPTH: usize = 16;

/// The pairing of the marks of one block.
struct Pairing {
    open: Vec<Opened>,
    /// Opening marks that were passed over because too many were open; as many closing ones go
    /// with them.
    too_deep: usize,
    pairs: Vec<Pair>,
}

impl Pairing {
    fn of(text: &str, block: Span, marks: &[Mark]) -> Vec<Pair> {
        let mut pairing = Self { open: Vec::new(), too_deep: 0, pairs: Vec::new() };
        for (at, mark) in marks.iter().enumerate() {
            let next = marks[at + 1..].first();
            match pairing.role(mark, next) {
                Some(Role::Open) => pairing.open(*mark),
                Some(_) => pairing.close(mark),
                None => {}
            }
        }
        pairing.end(text, block);
        pairing.pairs
    }

    /// What `mark` is, with the marks before it known; `None` for an apostrophe, inches, or a
    /// closing mark that nothing opened.
    fn role(&self, mark: &Mark, next: Option<&Mark>) -> Option<Role> {
        let is_open = self.opening_of(mark.family).is_some() || self.too_deep > 0;
        match mark.role {
            Role::Open => Some(Role::Open),
            Role::Either if !is_open && !mark.doubtful => Some(Role::Open),
            Role::Either | Role::Close if !is_open => None,
            // "the players' union won' …": the later one closes, this one is an apostrophe.
            _ if mark.doubtful => {
                let later = next.is_some_and(|n| n.family == mark.family && n.role == Role::Close);
                (!later).then_some(Role::Close)
            }
            _ => Some(Role::Close),
        }
    }

    /// The place in the stack of what a closing mark of `family` closes. A single mark never
    /// reaches past an open double one: it is more likely to be an apostrophe.
    fn opening_of(&self, family: Family) -> Option<usize> {
        let single = family == Family::Single;
        let visible = self.open.iter().enumerate().rev();
        visible
            .take_while(|(_, open)| !single || open.mark.family == Family::Single)
            .find(|(_, open)| open.mark.family == family)
            .map(|(at, _)| at)
    }

    fn open(&mut self, mark: Mark) {
        if self.open.len() == MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        // Curly marks inside straight ones are a quotation in a quotation, not a forgotten mark.
        let alike =
            |o: &&mut Opened| o.mark.family == mark.family && o.mark.straight == mark.straight;
        if let Some(around) = self.open.last_mut().filter(alike) {
            around.next.get_or_insert(mark.span.start);
        }
        self.open.push(Opened { mark, next: None });
    }

    fn close(&mut self, mark: &Mark) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(at) = self.opening_of(mark.family) else { return };
        let opening = self.open[at].mark;
        self.open.truncate(at);
        self.pairs.push(Pair {
            span: opening.span.hull(mark.span),
            inner: Span::new(opening.span.end, mark.span.start),
            depth: 0,
            closed: true,
            family: mark.family,
        });
    }

    /// Gives the marks that never closed their ends.
    fn end(&mut self, text: &str, block: Span) {
        for Opened { mark, next } in std::mem::take(&mut self.open).into_iter().rev() {
            // A single mark that never closes was an apostrophe, unless it stands where a running
            // quotation opens its paragraph.
            if mark.family == Family::Single && !mark.first {
                continue;
            }
            let crossed = |end| {
                let cut = |pair: &Pair| pair.span.start < end && end < pair.span.end;
                self.pairs.iter().any(|pair| pair.span.start > mark.span.start && cut(pair))
            };
            let end = next.filter(|&end| !crossed(end)).unwrap_or(block.end);
            if let Some(inner) = Span::new(mark.span.end, end).trim(text) {
                let span = Span::new(mark.span.start, inner.end);
                let inner = Span::new(mark.span.end, inner.end);
                let family = mark.family;
                self.pairs.push(Pair { span, inner, depth: 0, closed: false, family });
            }
        }
    }
}

/// `pairs` in text order, each with its depth.
fn nest(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_by_key(|pair| (pair.span.start, std::cmp::Reverse(pair.span.end)));
    let mut around: Vec<usize> = Vec::new();
    for pair in &mut pairs {
        while around.last().is_some_and(|&end| end <= pair.span.start) {
            around.pop();
        }
        pair.depth = u8::try_from(around.len()).unwrap_or(u8::MAX);
        around.push(pair.span.end);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Block, BlockKind};
    use crate::language::{Structure, read};
    use crate::span::Span;
    use proptest::prelude::*;

    /// An article with a paragraph a line.
    fn article(text: &str) -> Article {
        let mut at = 0;
        let mut blocks = Vec::new();
        for line in text.split('\n') {
            if let Some(span) = Span::new(at, at + line.len()).trim(text) {
                blocks.push(Block { kind: BlockKind::Paragraph, span });
            }
            at += line.len() + 1;
        }
        Article { text: text.to_owned(), blocks, ..Article::default() }
    }

    /// What stands between marks, each prefixed with ">" for every quotation around it and followed
    /// by "…" if it never closes.
    fn quoted(text: &str) -> Vec<String> {
        let show = |q: &crate::language::Quoted| {
            let inner = q.inner.of(text).trim();
            format!("{}{inner}{}", ">".repeat(q.depth.into()), if q.closed { "" } else { " …" })
        };
        read(&article(text)).quoted.iter().map(show).collect()
    }

    #[test]
    fn marks_of_many_lands_pair() {
        for text in [
            "“A b,” she said.",
            "\"A b,\" she said.",
            "‘A b,’ she said.",
            "'A b,' she said.",
            "``A b,'' she said.",
            "''A b,'' she said.",
            "„A b,“ she said.",
            "”A b,” she said.",
            "“A b,“ she said.",
            "“A b,\" she said.",
            "\"A b,” she said.",
            "« A b, » she said.",
            "«A b,» she said.",
            "»A b,« she said.",
            "‹A b,› she said.",
            "「A b,」she said.",
            "『A b,』she said.",
            "\" A b, \" she said.",
            "She said—\"A b,\"—and left.",
            "She said:“A b,”and left.",
        ] {
            assert_eq!(quoted(text), ["A b,"], "{text}");
        }
    }

    #[test]
    fn quotations_nest() {
        assert_eq!(quoted("“He said ‘no’ twice.”"), ["He said ‘no’ twice.", ">no"]);
        assert_eq!(quoted("\"'We won,' he said,\" she said."), ["'We won,' he said,", ">We won,"]);
        assert_eq!(quoted("\"He said, 'We won.'\""), ["He said, 'We won.'", ">We won."]);
        assert_eq!(quoted("\"The \"best\" man\" lost"), ["The \"best\" man", ">best"]);
        assert_eq!(quoted("« Le “mot” juste »"), ["Le “mot” juste", ">mot"]);
        assert_eq!(quoted("“A” and “b”; “c”"), ["A", "b", "c"]);
    }

    #[test]
    fn apostrophes_feet_and_inches_are_no_quotations() {
        for text in [
            "Don't, O’Neill's players' bus, the '90s, the ’90s, rock 'n' roll, get ’em, 'tis.",
            "He is 6'2\" and the screen is 5\" wide, her brother 6’1”.",
            "The workers' 'em and the bosses' cars.",
        ] {
            assert!(quoted(text).is_empty(), "{text}: {:?}", quoted(text));
        }
        assert_eq!(quoted("'The players' union won,' he said."), ["The players' union won,"]);
        assert_eq!(quoted("‘I love rock ‘n’ roll,’ he said."), ["I love rock ‘n’ roll,"]);
        assert_eq!(quoted("\"A man of 6'2\" came,\" she said."), ["A man of 6'2\" came,"]);
        assert_eq!(quoted("\"They won 52\" she said."), ["They won 52"]);
        assert_eq!(quoted("\"That's the workers' fault\""), ["That's the workers' fault"]);
    }

    #[test]
    fn an_unclosed_mark_costs_a_paragraph_at_most() {
        assert_eq!(quoted("“A b, she said.\nThen c."), ["A b, she said. …"]);
        assert_eq!(quoted("“A b, she said. “C.” End."), ["A b, she said. …", "C."]);
        assert_eq!(quoted("A b,” she said. “C.”"), ["C."]);
        assert_eq!(quoted("\"A “b” c.\nD."), ["A “b” c. …", ">b"]);
        assert_eq!(quoted("” … we won,” she said."), ["… we won,"]);
        assert_eq!(quoted("\"A,\" he said. \"B."), ["A,", "B. …"]);
    }

    #[test]
    fn a_running_quotation_is_chained() {
        let text = "“One.\n“Two.\n“Three,” she said.\n“Four.”";
        let quoted = read(&article(text)).quoted;
        let chain: Vec<_> = quoted.iter().map(|q| (q.closed, q.continues)).collect();
        assert_eq!(chain, [(false, None), (false, Some(0)), (true, Some(1)), (true, None)]);
    }

    #[test]
    fn a_running_quotation_need_not_open_each_paragraph() {
        let text = "She said: “One.\nTwo.\nThree,” and left.\nFour.";
        assert_eq!(quoted(text), ["One. …", "Two. …", "Three,"]);
        assert_eq!(read(&article(text)).quoted[2].continues, Some(1));
    }

    #[test]
    fn a_hundred_thousand_marks_are_read() {
        for unit in ["\"", "“", "”", "'", "‘a ", "“a", "\" ", "“a ”b ", "«‹", "5' "]
        {
            let text = unit.repeat(100_000);
            nests_and_slices(&text);
        }
        let deep = format!("{}a{}", "“".repeat(100_000), "”".repeat(100_000));
        nests_and_slices(&deep);
        let lines = "“a\n".repeat(100_000);
        nests_and_slices(&lines);
    }

    fn nests_and_slices(text: &str) {
        let article = article(text);
        let Structure { quoted, .. } = read(&article);
        let mut around: Vec<Span> = Vec::new();
        for q in &quoted {
            while around.last().is_some_and(|outer| outer.end <= q.span.start) {
                around.pop();
            }
            assert!(around.last().is_none_or(|outer| outer.covers(q.span)), "{text:?}: {quoted:?}");
            assert_eq!(usize::from(q.depth), around.len());
            assert!(q.span.covers(q.inner) && q.inner.get(text).is_some());
            assert!(article.blocks[q.block].span.covers(q.span));
            around.push(q.span);
        }
        assert!(quoted.is_sorted_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end))));
    }

    proptest! {
        #[test]
        fn quotations_nest_properly_and_slice(text in "([“”‘’\"'„«»‹›「」`]|''|[a-cs5 .,—\n]|é){0,80}") {
            nests_and_slices(&text);
        }
    }
}
