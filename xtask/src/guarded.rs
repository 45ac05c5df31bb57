//! Children that never outlive this program, however it ends.
//!
//! A shell starts the child and waits for the end of its own standard input, which we hold open. When we stop it, or end, or
//! are killed, the input closes and the shell asks the child to end: with TERM, after ten seconds with QUIT, then with KILL.

use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

const GUARD: &str = r#"
trap "" INT TERM HUP
(trap - INT TERM HUP; exec "$@") </dev/null &
child=$!
cat >/dev/null
for signal in TERM QUIT KILL; do
  kill -$signal $child 2>/dev/null
  tries=0
  while [ $tries -lt 100 ] && kill -0 $child 2>/dev/null; do sleep 0.1; tries=$((tries + 1)); done
done
wait $child
"#;

/// A running child.
#[derive(Debug)]
pub(crate) struct Guarded {
    shell: Child,
    name: String,
}

impl Guarded {
    /// Starts a program; `adapt` may set the environment, the folder, the user and the output.
    pub(crate) fn start(words: &[&str], adapt: impl FnOnce(&mut Command)) -> Result<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", GUARD, "guard"]).args(words);
        adapt(&mut command);
        let name = words[0].to_owned();
        let shell = command.stdin(Stdio::piped()).spawn();
        Ok(Self {
            shell: shell.with_context(|| format!("`{name}` could not be started"))?,
            name,
        })
    }

    /// The child's standard output, when `adapt` made it a pipe.
    pub(crate) fn take_stdout(&mut self) -> Result<ChildStdout> {
        self.shell
            .stdout
            .take()
            .with_context(|| format!("`{}` has no output to read", self.name))
    }

    /// Asks the child to end and waits until it has ended.
    pub(crate) fn stop(mut self) -> Result<()> {
        drop(self.shell.stdin.take());
        let status = self
            .shell
            .wait()
            .with_context(|| format!("`{}` was lost", self.name))?;
        if !status.success() {
            bail!("`{}` did not stop cleanly: {status}", self.name);
        }
        Ok(())
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        drop(self.shell.wait());
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_child_that_is_stopped_can_end_in_order() {
        let script = "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done";
        let mut child = Guarded::start(&["sh", "-c", script], |command| {
            command.stdout(Stdio::piped());
        })
        .unwrap();
        let mut output = child.take_stdout().unwrap();
        let mut first = [0; 6];
        output.read_exact(&mut first).unwrap();
        drop(child.shell.stdin.take());
        let mut rest = String::new();
        output.read_to_string(&mut rest).unwrap();
        assert_eq!((&first, rest.as_str()), (b"ready\n", "bye\n"));
        child.stop().unwrap();
    }
}
