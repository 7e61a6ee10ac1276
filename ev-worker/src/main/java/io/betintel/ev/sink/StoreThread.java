package io.betintel.ev.sink;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The thread on which a sink's store writes while the sink reads. */
final class StoreThread implements Executor, AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final ExecutorService thread;

  StoreThread(String name) {
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread started = new Thread(task, name);
              started.setDaemon(true);
              return started;
            });
  }

  @Override
  public void execute(Runnable write) {
    thread.execute(write);
  }

  /** Gives the last write a while: whether it succeeds or not, the positions say. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
