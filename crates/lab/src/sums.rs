//! Sums over many rows on all cores, the same whatever the number of cores.

use std::num::NonZeroUsize;
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
    let pieces: Vec<&[T]> = rows.chunks(PIECE).collect();
    let mut sums = vec![[0.0; N]; pieces.len()];
    // Asking for the cores takes longer than a short sum.
    let cores = if pieces.len() < 2 {
        1
    } else {
        thread::available_parallelism().map_or(1, NonZeroUsize::get)
    };
    if cores == 1 {
        for (sum, piece) in sums.iter_mut().zip(&pieces) {
            *sum = of(piece);
        }
    } else {
        let share = pieces.len().div_ceil(cores);
        thread::scope(|scope| {
            for (sums, pieces) in sums.chunks_mut(share).zip(pieces.chunks(share)) {
                let of = &of;
                scope.spawn(move || {
                    for (sum, piece) in sums.iter_mut().zip(pieces) {
                        *sum = of(piece);
                    }
                });
            }
        });
    }
    sums.iter().fold([0.0; N], |mut total, sum| {
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
