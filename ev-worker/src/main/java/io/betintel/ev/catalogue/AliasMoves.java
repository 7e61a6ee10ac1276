package io.betintel.ev.catalogue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * How far the stream's tasks of this worker have moved the snapshots of aliases: up to which
 * version of the catalogue none is left. Safe for several threads.
 */
public final class AliasMoves {
  /** Of a task that has not looked yet. 0 is for builds that read no alias. */
  private static final long NOTHING = 1;

  private final Set<Task> tasks = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A task begins on this worker. */
  public synchronized Task begin() {
    Task task = new Task();
    tasks.add(task);
    return task;
  }

  /**
   * The version up to which every task has moved them.
   *
   * @param current the catalogue's version, which is the answer of a worker without tasks
   */
  synchronized long upTo(long current) {
    return tasks.stream().mapToLong(task -> task.version).reduce(current, Math::min);
  }

  private synchronized void reached(Task task, long version) {
    task.version = version;
  }

  private synchronized void end(Task task) {
    tasks.remove(task);
  }

  /** One task's part. */
  public final class Task implements AutoCloseable {
    private long version = NOTHING;

    private Task() {}

    /** No snapshot of an alias is left in the task by this version of the catalogue. */
    public void reached(long catalogueVersion) {
      AliasMoves.this.reached(this, catalogueVersion);
    }

    /** The task goes elsewhere. */
    @Override
    public void close() {
      end(this);
    }
  }
}
