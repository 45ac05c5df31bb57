//! The name that was probably meant.

/// The candidate most like `text`, if one is like it at all.
pub(super) fn nearest<T: AsRef<str>>(
    text: &str,
    candidates: impl IntoIterator<Item = T>,
) -> Option<T> {
    let text = text.to_lowercase();
    let close = (text.chars().count() / 3).max(2);
    let mut best: Option<(usize, T)> = None;
    for candidate in candidates {
        let steps = distance(&text, &candidate.as_ref().to_lowercase());
        if steps <= close && best.as_ref().is_none_or(|(least, _)| steps < *least) {
            best = Some((steps, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be added, removed, replaced or swapped with their neighbour to make one text of the other.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, &a) in left.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, &b) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(a != b);
            let mut least = replaced.min(above[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && a == right[column - 1] && left[row - 1] == b {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_changed_places_are_one_step() {
        assert_eq!(distance("prot", "port"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn what_is_not_alike_is_not_suggested() {
        let names = ["server.port", "server.address"];
        assert_eq!(nearest("server.prot", names), Some("server.port"));
        assert_eq!(nearest("colour", names), None);
    }
}
