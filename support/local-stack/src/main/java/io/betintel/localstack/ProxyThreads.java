package io.betintel.localstack;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads of a proxy. Safe for several threads. */
final class ProxyThreads {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /**
   * @param name the first part of each thread's name
   */
  ProxyThreads(String name) {
    this.name = name;
  }

  /** What a thread does; an exception ends it. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  /**
   * @param after is run when the thread ends, however it ends
   */
  Thread start(String what, Work work, Runnable after) {
    Thread thread = new Thread(() -> run(work, after), name + '-' + what);
    thread.setDaemon(true);
    running.add(thread);
    thread.start();
    return thread;
  }

  private void run(Work work, Runnable after) {
    try {
      work.run();
    } catch (IOException connectionEnded) {
      // The other side of the connection is ended too.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      after.run();
      running.remove(Thread.currentThread());
    }
  }

  /**
   * Waits for the end of all threads; each of them was told to end.
   *
   * @throws LocalStackException if one goes on
   */
  void join() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread thread : running) {
        long left = Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis());
        thread.join(left);
        if (thread.isAlive()) {
          throw new LocalStackException("thread " + thread.getName() + " does not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
