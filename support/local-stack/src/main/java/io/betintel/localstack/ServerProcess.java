package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The life of one server's process. One thread starts it; any thread may end it, even while it is
 * starting.
 */
final class ServerProcess {
  /** Generous: the machine may be building and running other stacks at the same time. */
  private static final Duration START_TIME = Duration.ofSeconds(90);

  private static final Duration STOP_TIME = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  /** What differs from server to server. */
  interface Launch {
    /**
     * Writes the programs that it runs, if it brings its own. Call this before any process of the
     * stack starts: a child that is forked while a program is open for writing inherits the
     * descriptor for a moment, and running the program in that moment fails ("Text file busy").
     */
    default void unpack() throws IOException {}

    /** Creates what the process needs, and returns the command that starts it. */
    ProcessBuilder prepare() throws IOException, InterruptedException;

    /** Whether it answers requests; called repeatedly. */
    boolean ready() throws IOException;

    /** Asks it to end soon and in order. */
    default void askToStop(ProcessHandle process) throws IOException, InterruptedException {
      process.destroy();
    }
  }

  private final String name;
  private final int port;
  private final StackDirectory directory;
  private final Children children;
  private final Launch launch;
  private Process process;

  ServerProcess(String name, int port, StackDirectory directory, Children children, Launch launch) {
    this.name = name;
    this.port = port;
    this.directory = directory;
    this.children = children;
    this.launch = launch;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  long pid() {
    return current().pid();
  }

  boolean running() {
    Process current = current();
    return current != null && RecordedProcess.runs(current.toHandle());
  }

  /** Completes when the process that runs now has ended; only after a start. */
  CompletableFuture<Process> ended() {
    return current().onExit();
  }

  void unpack() {
    try {
      launch.unpack();
    } catch (IOException e) {
      throw new LocalStackException(name + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  void start() {
    if (running()) {
      return;
    }
    try {
      ProcessBuilder command =
          launch
              .prepare()
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log(name).toFile()));
      awaitReady(spawn(command));
    } catch (IOException e) {
      throw new LocalStackException(name + " cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new LocalStackException("interrupted while " + name + " was starting", e);
    }
  }

  void stop() {
    Process ending = current();
    if (ending == null || !RecordedProcess.runs(ending.toHandle())) {
      return;
    }
    try {
      launch.askToStop(ending.toHandle());
    } catch (IOException e) {
      throw new LocalStackException(name + " cannot be asked to stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!Children.awaitEnd(ending.toHandle(), STOP_TIME)) {
      kill();
    }
  }

  void kill() {
    Process ending = current();
    if (ending != null) {
      Children.killTree(ending.toHandle());
    }
  }

  /** Where its data are; that it does not run is made sure of. */
  Path dataAtRest() {
    if (running()) {
      throw new LocalStackException(name + " runs: stop it first");
    }
    return directory.data(name);
  }

  private synchronized Process spawn(ProcessBuilder command) throws IOException {
    process = children.spawn(name, command);
    return process;
  }

  private synchronized Process current() {
    return process;
  }

  private void awaitReady(Process starting) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIME.toNanos();
    while (!launch.ready()) {
      if (!starting.isAlive()) {
        throw notStarted("ended with exit code " + starting.exitValue() + " while starting");
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw notStarted("does not answer after " + START_TIME.toSeconds() + " s");
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private LocalStackException notStarted(String what) throws IOException {
    Path log = directory.log(name);
    return new LocalStackException(
        "%s (%s) %s; the end of %s:%n%s".formatted(name, address(), what, log, LogTail.of(log)));
  }
}
