package io.betintel.bench.probe;

import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks a store every few milliseconds how far its sink has come. */
final class StorePositions {
  private static final long EVERY_MILLIS = 5;

  private final String where;
  private final Observations seen;
  private final Callable<Map<Integer, Long>> positions;
  private final Map<Integer, Queue<Expected>> expected = new ConcurrentHashMap<>();

  private record Expected(long offset, long due) {}

  /**
   * @param positions the next offset of each partition
   */
  StorePositions(String where, Observations seen, Callable<Map<Integer, Long>> positions) {
    this.where = where;
    this.seen = seen;
    this.positions = positions;
  }

  void start() {
    Thread thread = new Thread(this::run, where);
    thread.setDaemon(true);
    thread.start();
  }

  void expect(int partition, long offset, long due) {
    expected
        .computeIfAbsent(partition, first -> new ConcurrentLinkedQueue<>())
        .add(new Expected(offset, due));
  }

  private void run() {
    try {
      while (true) {
        Map<Integer, Long> next = positions.call();
        long now = System.currentTimeMillis();
        next.forEach((partition, offset) -> arrived(partition, offset, now));
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private void arrived(int partition, long next, long now) {
    Iterator<Expected> waiting =
        expected.getOrDefault(partition, new ConcurrentLinkedQueue<>()).iterator();
    while (waiting.hasNext()) {
      Expected line = waiting.next();
      if (line.offset() >= next) {
        return;
      }
      // It may have been stored before this process read it from the topic.
      seen.add(where, line.due(), now);
      waiting.remove();
    }
  }
}
