package io.betintel.localstack;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of one stack, held by one JVM at a time: {@code data/}, {@code binaries/}, a log
 * per server, {@code env}, {@code pids} and {@code lock}. The lock is the operating system's, so it
 * is released however its holder ended.
 */
final class StackDirectory implements AutoCloseable {
  private static final UnixSystem USER = new UnixSystem();

  private final Path root;
  private final FileChannel lock;

  private StackDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * @throws LocalStackException if another stack runs in it, or it cannot be written
   */
  static StackDirectory open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root.resolve("data"));
      Files.createDirectories(root.resolve("binaries"));
      refuseAnothers(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(channel, root)) {
        String holder = Files.readString(root.resolve("lock")).strip();
        channel.close();
        throw taken(root, "process " + holder);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(ascii(ProcessHandle.current().pid() + "\n")));
      return new StackDirectory(root, channel);
    } catch (IOException e) {
      throw new LocalStackException(
          "%s cannot be used by user %d: %s".formatted(root, USER.getUid(), e), e);
    }
  }

  /** Not even by root: PostgreSQL, which root runs as nobody, could not read its data. */
  private static void refuseAnothers(Path root) throws IOException {
    int owner = (Integer) Files.getAttribute(root.resolve("data"), "unix:uid");
    if (owner != USER.getUid()) {
      throw new LocalStackException(
          "%s belongs to user %d and cannot be used by user %d: choose another directory"
              .formatted(root, owner, USER.getUid()));
    }
  }

  private static boolean lock(FileChannel channel, Path root) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // The channel stays open: POSIX would drop the other channel's lock with it.
      throw taken(root, "this process");
    }
  }

  private static LocalStackException taken(Path root, String holder) {
    return new LocalStackException(
        "a stack runs in %s already (%s): end it, or choose another directory"
            .formatted(root, holder));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Where a server keeps its data; the directory need not exist. */
  Path data(String server) {
    return root.resolve("data").resolve(server);
  }

  Path binaries() {
    return root.resolve("binaries");
  }

  Path log(String server) {
    return root.resolve(server + ".log");
  }

  Path env() {
    return root.resolve("env");
  }

  Path pids() {
    return root.resolve("pids");
  }

  /** Deletes all data and logs; the unpacked binaries stay. */
  void empty() {
    deleteTree(root.resolve("data"));
    try (Stream<Path> files = Files.list(root)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.delete(log);
      }
      Files.createDirectories(root.resolve("data"));
    } catch (IOException e) {
      throw new LocalStackException(root + " cannot be emptied: " + e, e);
    }
  }

  /** Does nothing if it does not exist. */
  static void deleteTree(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      List<Path> childrenFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : childrenFirst) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new LocalStackException(tree + " cannot be deleted: " + e, e);
    }
  }

  /** The copy has the same permissions: PostgreSQL refuses data that others may read. */
  static void copyTree(Path tree, Path copy) {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            copy.resolve(tree.relativize(file)),
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new LocalStackException(tree + " cannot be copied to " + copy + ": " + e, e);
    }
  }

  /** Releases the lock. The lock file stays: without it, two stacks could hold the lock. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new LocalStackException(root + " cannot be released", e);
    }
  }
}
