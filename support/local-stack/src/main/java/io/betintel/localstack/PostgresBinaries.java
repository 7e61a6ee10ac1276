package io.betintel.localstack;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once per stack's directory, or once for all stacks into the
 * directory that the system property {@value #DIRECTORY} names. Rejected: {@code EmbeddedPostgres},
 * which hides the process, so that it can be neither killed nor recorded.
 */
final class PostgresBinaries {
  static final String DIRECTORY = "local-stack.postgresql";

  private final PostgresArchive archive;
  private final Path home;
  private final Path log;
  private final Children children;

  PostgresBinaries(StackDirectory directory, PostgresArchive archive, Path log, Children children) {
    String shared = System.getProperty(DIRECTORY);
    Path binaries = shared == null ? directory.binaries() : Path.of(shared).toAbsolutePath();
    this.archive = archive;
    this.home = binaries.resolve("postgresql-" + archive.version());
    this.log = log;
    this.children = children;
  }

  int major() {
    return archive.major();
  }

  /** Does nothing if it is done already; waits for another JVM that is doing it. */
  void unpack() throws IOException {
    Files.createDirectories(home.getParent());
    Path lock = home.resolveSibling("lock");
    synchronized (PostgresBinaries.class) { // the lock keeps other JVMs out, not other threads
      try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
          FileLock held = channel.lock()) {
        if (held.isValid() && !Files.exists(home)) {
          unpackAnew();
        }
      }
    }
  }

  private void unpackAnew() throws IOException {
    Path half = home.resolveSibling(home.getFileName() + ".new");
    StackDirectory.deleteTree(half);
    try (InputStream packed = archive.open();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, half.resolve(entry.getName()));
      }
    }
    Files.move(half, home);
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** PostgreSQL refuses to run as root. */
  ProcessBuilder command(String program, List<String> arguments) {
    return Unprivileged.command(home.resolve("bin").resolve(program).toString(), arguments);
  }

  /** Runs a program to its end. */
  void run(String program, List<String> arguments) throws IOException, InterruptedException {
    Process process =
        children.spawn(
            program.replace('_', '-'),
            command(program, arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new LocalStackException(
          "%s ended with exit code %d; the end of %s:%n%s"
              .formatted(program, exitCode, log, LogTail.of(log)));
    }
  }
}
