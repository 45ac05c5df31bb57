//! Work on all cores whose answer does not depend on their number.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Into how many pieces work is cut. Sums are taken piece by piece, so that any machine gets the same last digit.
const PIECES: usize = 64;

/// Applies `work` to pieces of `items` on all cores; the answers come in the order of the pieces.
pub(crate) fn in_pieces<T: Sync, A: Send, E: Send>(
    items: &[T],
    work: impl Fn(&[T]) -> Result<A, E> + Sync,
) -> Result<Vec<A>, E> {
    let size = items.len().div_ceil(PIECES).max(1);
    let pieces: Vec<&[T]> = items.chunks(size).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(piece) = pieces.get(place) else {
                return done;
            };
            done.push((place, work(piece)));
        }
    };
    let mut answers: Vec<(usize, Result<A, E>)> = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.min(pieces.len()))
            .map(|_| scope.spawn(take))
            .collect();
        let mut all = take();
        for helper in helpers {
            match helper.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    answers.sort_by_key(|&(place, _)| place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_order_and_the_first_error_is_told() {
        let items: Vec<u32> = (0..1_000).collect();
        let pieces = in_pieces(&items, |piece| Ok::<_, ()>((piece[0], piece.len()))).unwrap();
        let lengths: usize = pieces.iter().map(|&(_, length)| length).sum();
        assert_eq!((pieces.len(), lengths), (63, 1_000));
        assert!(pieces.is_sorted());
        let refused = in_pieces(&items, |piece| {
            if piece.contains(&700) {
                Err("seven hundred")
            } else {
                Ok(())
            }
        });
        assert_eq!(refused, Err("seven hundred"));
        assert_eq!(in_pieces(&[0_u8; 0], |_| Ok::<_, ()>(1)), Ok(vec![]));
    }
}
