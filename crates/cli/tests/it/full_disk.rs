//! A disk without room: a sentence, nothing half applied, and all is well when there is room again.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::files::{five, history};
use crate::program::{Program, Ran};

const SAID: [&str; 2] = ["history.csv was not imported", "room"];

/// A small file system of its own, unmounted when dropped.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts one, where this process may.
    fn mount(size: &str) -> Option<Self> {
        let disk = Self {
            folder: TempDir::with_prefix("clientele-disk-").unwrap(),
        };
        let options = format!("size={size}");
        mount(&[
            "-t",
            "tmpfs",
            "-o",
            &options,
            "tmpfs",
            disk.path().to_str()?,
        ])
        .then_some(disk)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn grow(&self, size: &str) {
        let options = format!("remount,size={size}");
        assert!(mount(&["-o", &options, self.path().to_str().unwrap()]));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily, so that the folder can be removed whatever a failed test still holds.
        Command::new("umount")
            .arg("-l")
            .arg(self.path())
            .output()
            .ok();
    }
}

fn mount(arguments: &[&str]) -> bool {
    Command::new("mount")
        .args(arguments)
        .output()
        .is_ok_and(|output| output.status.success())
}

/// A workspace with a few lines, a large file for it, and what a clean import of both would hold.
fn begun(program: &Program) -> (String, String, String) {
    let clean = Program::with_workspace();
    let (small, large) = (
        program.file("five.csv", five()),
        program.file("history.csv", history()),
    );
    program
        .run(&["init", "--time-zone", "Europe/Sofia"])
        .succeeds();
    for file in [&small, &large] {
        clean.run(&["import", "orders", file]).succeeds();
    }
    program.run(&["import", "orders", &small]).succeeds();
    (program.contents(), large, clean.contents())
}

#[test]
fn a_full_disk_changes_nothing_and_the_import_can_be_repeated() {
    // Whoever may not mount relies on the limit below, which is tested everywhere.
    let Some(disk) = SmallDisk::mount("64m") else {
        return;
    };
    let program = Program::in_folder(disk.path());
    let (before, large, after) = begun(&program);
    for room_kb in [1_024, 512, 64] {
        disk.grow(&format!("{}k", used_kb(disk.path()) + room_kb));
        program.run(&["import", "orders", &large]).fails(1, &SAID);
        disk.grow("64m");
        assert_eq!(program.contents(), before, "with {room_kb} kB of room");
    }
    program.run(&["import", "orders", &large]).succeeds();
    assert_eq!(program.contents(), after);
}

/// How much of a file system is in use, in kB.
fn used_kb(path: &Path) -> u64 {
    let output = Command::new("df")
        .args(["-k", "--output=used"])
        .arg(path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .last()
        .unwrap()
        .trim()
        .parse()
        .unwrap()
}

#[test]
fn a_limit_to_the_size_of_files_changes_nothing_and_the_import_can_be_repeated() {
    let program = Program::new();
    let (before, large, after) = begun(&program);
    for limit_kb in [256, 64] {
        let call = program.call(&["import", "orders", &large]);
        let mut limited = Command::new("sh");
        // A shell counts in blocks of 512 bytes.
        limited
            .arg("-c")
            .arg(format!("ulimit -f {}; exec \"$0\" \"$@\"", limit_kb * 2));
        limited
            .arg(PathBuf::from(call.get_program()))
            .args(call.get_args());
        let ran = Ran::of(
            &limited
                .env_clear()
                .env("PATH", "/usr/bin:/bin")
                .output()
                .unwrap(),
        );
        ran.fails(1, &SAID);
        assert_eq!(
            program.contents(),
            before,
            "with at most {limit_kb} kB a file"
        );
    }
    program.run(&["import", "orders", &large]).succeeds();
    assert_eq!(program.contents(), after);
}
