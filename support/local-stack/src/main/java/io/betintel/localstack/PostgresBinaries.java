package io.betintel.localstack;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once per directory. Not run by {@code EmbeddedPostgres}: that
 * keeps the process to itself, so it could be neither killed nor written down.
 */
final class PostgresBinaries {
  private final Path home;
  private final Path log;
  private final Children children;

  PostgresBinaries(Path directory, String version, Path log, Children children) {
    this.home = directory.resolve("postgresql-" + version);
    this.log = log;
    this.children = children;
  }

  /** Does nothing if it is done already. */
  void unpack() throws IOException {
    if (Files.exists(home)) {
      return;
    }
    Path half = home.resolveSibling(home.getFileName() + ".new");
    StackDirectory.deleteTree(half);
    try (InputStream archive =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux",
                System.getProperty("os.arch"));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
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

  /**
   * PostgreSQL refuses to run as root, so root runs it in a user namespace of its own, where it is
   * nobody; outside, the process and its files remain root's.
   */
  ProcessBuilder command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (new UnixSystem().getUid() == 0) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** Runs one to its end. */
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
