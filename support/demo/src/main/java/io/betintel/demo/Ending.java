package io.betintel.demo;

import io.betintel.ev.cli.console.Screen;
import io.betintel.localstack.LocalStack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The one owner of everything that the demo starts: processes, servers, and the folder with their
 * data. It ends them once, whoever asks first: the end of the story, a failure, Ctrl-C or SIGTERM.
 * From then on it lets nothing start.
 *
 * <p>Rejected: a shutdown hook for each part. Hooks run at the same time, so one deletes what
 * another still ends.
 */
final class Ending implements AutoCloseable {
  /** Ctrl-C reaches the servers at the same time as this JVM, and some of them end sooner. */
  private static final int SIGNAL_COMES_MS = 1000;

  private static final int DRAIN_SECONDS = 30;

  private final Path directory;
  private final PrintStream out;
  private final Deque<AutoCloseable> users = new ArrayDeque<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private LocalStack stack;
  private Process worker;
  private Screen screen;
  private boolean ended;

  private Ending(Path directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * Registers the demo's only shutdown hook.
   *
   * @param directory for the servers' data; it is deleted at the end
   */
  static Ending atExit(Path directory, PrintStream out) {
    Ending ending = new Ending(directory, out);
    Runtime.getRuntime().addShutdownHook(new Thread(ending::endNow, "demo-end"));
    return ending;
  }

  Path directory() {
    return directory;
  }

  /** Whether the demo is ending; failures are expected then. */
  boolean begun() {
    return begun.getCount() == 0;
  }

  /** The same, after the time in which the signal arrives that a failure may come from. */
  boolean begunOrBegins() throws InterruptedException {
    return begun.await(SIGNAL_COMES_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the folder, with no server started yet; ends what a killed demo left in it.
   *
   * @throws IllegalStateException if the demo is ending
   */
  synchronized LocalStack takeFolder() throws IOException {
    requireNotBegun();
    Files.createDirectories(directory);
    LeftOver leftOver = LeftOver.read(workerPid());
    stack = LocalStack.owned(directory); // refuses while another run is using it
    leftOver.end();
    return stack;
  }

  /**
   * Starts a process.
   *
   * @throws IllegalStateException if the demo is ending
   */
  synchronized Process start(ProcessBuilder command) throws IOException {
    requireNotBegun();
    return command.start();
  }

  /** Starts the process that is asked to end first, and given time to. */
  synchronized Process startWorker(ProcessBuilder command) throws IOException {
    worker = start(command);
    LeftOver.remember(workerPid(), worker);
    return worker;
  }

  /** Closes something that talks to the servers before they end; not when all end at once. */
  synchronized void closeFirst(AutoCloseable user) {
    users.push(user);
  }

  /** Gives the terminal back before anything is said about the end. */
  synchronized void giveBack(Screen shown) {
    screen = shown;
  }

  /** Ends everything in order, the worker first; does nothing while a signal's end is under way. */
  @Override
  public void close() throws IOException {
    if (!begun()) {
      end(true);
    }
  }

  /** The servers end at the same moment, so the worker has nothing to drain into. */
  private void endNow() {
    begun.countDown();
    // Clients log that their servers are gone.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    // Whatever another thread waits for, such as a command, ends too, so that it lets the lock go.
    List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      if (end(false)) {
        List<Long> left = LeftOver.afterWaiting(children).map(ProcessHandle::pid).toList();
        out.println(
            left.isEmpty()
                ? "Ended: no process is left, and the data is deleted."
                : "STILL RUNNING: the processes " + left);
      }
    } catch (IOException | RuntimeException e) {
      out.println("Files are left in " + directory + ": " + e.getMessage());
    }
  }

  /**
   * @return whether there was anything to end
   */
  private synchronized boolean end(boolean inOrder) throws IOException {
    begun.countDown();
    if (ended || stack == null) {
      return false;
    }
    ended = true;
    if (screen != null) {
      screen.close();
    }
    if (inOrder) {
      users.forEach(this::close);
      endWorker();
      stack.close();
    } else {
      out.println("Ending the worker and the servers.");
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      stack.kill();
    }
    DeletedFolder.delete(directory);
    return true;
  }

  private void endWorker() {
    if (worker == null) {
      return;
    }
    worker.destroy();
    try {
      if (!worker.waitFor(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        worker.destroyForcibly();
      }
    } catch (InterruptedException e) {
      worker.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void close(AutoCloseable user) {
    try {
      user.close();
    } catch (Exception e) {
      out.println("one part did not close: " + e);
    }
  }

  private void requireNotBegun() {
    if (begun()) {
      throw new IllegalStateException("the demo is ending");
    }
  }

  private Path workerPid() {
    return directory.resolve("worker.pid");
  }
}
