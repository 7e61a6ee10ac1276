package io.betintel.ev.catalogue;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the stream's tasks of this worker have moved the snapshots of aliases: up to which
 * version of the catalogue none is left. Safe for several threads.
 */
public final class AliasMoves {
  /** Of a task that has not looked yet. 0 is for builds that read no alias. */
  private static final long NOTHING = 1;

  private final Set<Task> tasks = new HashSet<>();

  /** A task begins on this worker. */
  public synchronized Task begin(int partition) {
    Task task = new Task(partition);
    tasks.add(task);
    return task;
  }

  /**
   * What the worker says.
   *
   * @param current the catalogue's version, which is the answer of a worker without tasks
   */
  synchronized Moved upTo(long current) {
    long version = current;
    Set<Integer> partitions = new TreeSet<>();
    for (Task task : tasks) {
      version = Math.min(version, task.version);
      partitions.add(task.partition);
    }
    return new Moved(version, partitions);
  }

  private synchronized void reached(Task task, long version) {
    task.version = version;
  }

  private synchronized void end(Task task) {
    tasks.remove(task);
  }

  /**
   * What a worker has moved.
   *
   * @param version up to this version of the catalogue no snapshot of an alias is left; 0 for a
   *     build that reads no alias
   * @param partitions those of the input whose tasks the worker has
   */
  public record Moved(long version, Set<Integer> partitions) {
    public Moved {
      partitions = Set.copyOf(partitions);
    }
  }

  /** One task's part. */
  public final class Task implements AutoCloseable {
    private final int partition;
    private long version = NOTHING;

    private Task(int partition) {
      this.partition = partition;
    }

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
