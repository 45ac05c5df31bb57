//! Sums over many rows on all cores, the same whatever the number of cores.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Rows summed by one thread at a time; fewer than two such pieces are not worth a thread.
const PIECE: usize = 8192;

/// Sum over all rows of what `of` gives for a piece of them.
///
/// The pieces do not depend on the number of cores and are added in their order, so the sum has the same bits everywhere.
pub(crate) fn sum<T: Sync, const N: usize>(
    rows: &[T],
    of: impl Fn(&[T]) -> [f64; N] + Sync,
) -> [f64; N] {
    let pieces = rows.len().div_ceil(PIECE);
    // Asking for the cores takes longer than a short sum.
    let cores = if pieces < 2 {
        1
    } else {
        thread::available_parallelism().map_or(1, NonZeroUsize::get)
    };
    let next = AtomicUsize::new(0);
    // Each thread takes the next piece that nobody has taken, so a core that others use holds nobody up.
    let work = || {
        let mut sums = Vec::new();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                break sums;
            }
            let end = rows.len().min((piece + 1) * PIECE);
            sums.push((piece, of(&rows[piece * PIECE..end])));
        }
    };
    let mut sums = thread::scope(|scope| {
        let helpers: Vec<_> = (1..cores.min(pieces)).map(|_| scope.spawn(work)).collect();
        let mut sums = work();
        for helper in helpers {
            match helper.join() {
                Ok(more) => sums.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        sums
    });
    sums.sort_unstable_by_key(|(piece, _)| *piece);
    sums.iter().fold([0.0; N], |mut total, (_, sum)| {
        add(&mut total, sum);
        total
    })
}

/// Adds one sum to another, part by part.
pub(crate) fn add<const N: usize>(total: &mut [f64; N], sum: &[f64; N]) {
    for (total, part) in total.iter_mut().zip(sum) {
        *total += part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_have_the_sum_of_their_pieces() {
        let rows: Vec<u32> = (0..50_000).collect();
        let [count, total] = sum(&rows, |piece| {
            piece.iter().fold([0.0, 0.0], |[count, total], row| {
                [count + 1.0, total + f64::from(*row)]
            })
        });
        assert!((count - 50_000.0).abs() < 0.5);
        assert!((total - 50_000.0 * 49_999.0 / 2.0).abs() < 0.5);
        let [nothing] = sum(&[], |_: &[u32]| [1.0]);
        assert!(nothing.abs() < 1e-300);
    }
}
