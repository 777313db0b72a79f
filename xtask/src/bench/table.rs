//! Tables in Markdown, set so that they can be read as they are.

/// A table: its head and its rows, cells as text. Cells after the first `words` columns are
/// figures, set to the right.
pub struct Table {
    words: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with this head.
    pub fn new(words: usize, head: &[&str]) -> Self {
        Self { words, rows: vec![head.iter().map(|&cell| cell.to_owned()).collect()] }
    }

    /// Adds a row with as many cells as the head has.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    fn widths(&self) -> Vec<usize> {
        let column = |i: usize| self.rows.iter().filter_map(move |row| row.get(i));
        let columns = 0..self.rows[0].len();
        columns.map(|i| column(i).map(|cell| cell.chars().count()).max().unwrap_or(0)).collect()
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let widths = self.widths();
        for (number, row) in self.rows.iter().enumerate() {
            for (i, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                if i < self.words {
                    write!(f, "| {cell:width$} ")?;
                } else {
                    write!(f, "| {cell:>width$} ")?;
                }
            }
            writeln!(f, "|")?;
            if number == 0 {
                for (i, &width) in widths.iter().enumerate() {
                    let (dashes, end) =
                        ("-".repeat(width + 1), if i < self.words { "-" } else { ":" });
                    write!(f, "|{dashes}{end}")?;
                }
                writeln!(f, "|")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_left_and_figures_right() {
        let mut table = Table::new(1, &["step", "ms"]);
        table.row(["language".to_owned(), "1.5".to_owned()]);
        let expected = "| step     |  ms |\n|----------|----:|\n| language | 1.5 |\n";
        assert_eq!(table.to_string(), expected);
    }
}
