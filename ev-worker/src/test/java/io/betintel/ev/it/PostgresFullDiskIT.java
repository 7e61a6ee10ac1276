package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.betintel.ev.harness.FullDisk;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A disk of PostgreSQL becomes full while events flow, that of its tables or that of its WAL: with
 * room again the worker goes on, and nothing differs. It needs the right to mount a file system.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class PostgresFullDiskIT {
  private static final FullDisk DISK = FullDisk.SMALL_FILE_SYSTEM;
  private static final int PAGE = 4096;
  private static final Duration FULL = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void theTablesHaveNoRoom(LocalStack stack) throws Exception {
    PostgresServer server = stack.postgres();
    Path small = prepared("tables");
    String database = null;
    try {
      try (BrokenPostgres broken = new BrokenPostgres(stack, 31)) {
        database = broken.database();
        broken.administer("CREATE TABLESPACE small LOCATION '" + small + "'");
        broken
            .installation()
            .execute(
                """
                DO $$ DECLARE day text; BEGIN
                  FOR day IN SELECT inhrelid::regclass::text FROM pg_inherits
                             WHERE inhparent = 'bet_history'::regclass LOOP
                    EXECUTE 'ALTER TABLE ' || day || ' SET TABLESPACE small';
                  END LOOP;
                END $$
                """);
        broken.moves("on a small disk");
        fill(server, small);
        broken.says(
            "the disk is said to be full",
            () ->
                broken.sinkIsSaidToWait()
                    && broken.worker().readiness().contains("the database's disk is full"));
        broken.lastsWithGaps(FULL); // pages that are there have some room
        DISK.makeRoom(server, small);
        broken.workedOff("disk of the tables full");
      }
    } finally {
      if (database != null) {
        drop(server, "DATABASE IF EXISTS " + database + " WITH (FORCE)");
      }
      drop(server, "TABLESPACE IF EXISTS small");
      DISK.end(small);
    }
  }

  /** The server panics, and ends when it cannot even recover. */
  @Test
  void walHasNoRoom(LocalStack stack) throws Exception {
    PostgresServer server = stack.postgres();
    Path small = prepared("wal");
    Path wal = null;
    try (BrokenPostgres broken = new BrokenPostgres(stack, 32)) {
      wal = Path.of(broken.installation().query("SHOW data_directory"), "pg_wal");
      FileTime running = FileTime.from(Instant.now().minusSeconds(1));
      server.stop();
      deleteSpare(wal, running);
      copy(wal, small);
      delete(wal);
      Files.createSymbolicLink(wal, small);
      server.start();
      broken.moves("WAL on a small disk");
      fill(server, small);
      await("the server ends").atMost(SOON).until(() -> ended(broken));
      broken.saysThatItIsAway();
      broken.lasts(FULL, broken::isSaidToBeAway);
      DISK.makeRoom(server, small);
      server.start();
      broken.workedOff("disk of WAL full");
    } finally {
      if (wal != null && Files.isSymbolicLink(wal)) {
        server.stop();
        Files.delete(wal);
        Files.createDirectory(
            wal,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        copy(small, wal);
        server.start();
      }
      DISK.end(small);
    }
  }

  /** To the last page. */
  private static void fill(PostgresServer server, Path small) throws IOException {
    DISK.fill(server, small, 0);
    try (OutputStream rest =
        Files.newOutputStream(small.resolve("ballast"), StandardOpenOption.APPEND)) {
      while (true) {
        rest.write(new byte[PAGE]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  /** Asks for one more segment until the server is gone. */
  private static boolean ended(BrokenPostgres broken) {
    try (Connection session = broken.session();
        Statement statement = session.createStatement()) {
      statement.execute("SELECT pg_logical_emit_message(false, 'x', 'x'), pg_switch_wal()");
    } catch (SQLException itPanics) {
      return !broken.server().running();
    }
    return false;
  }

  private static Path prepared(String name) throws IOException {
    Path small =
        Path.of(System.getProperty("ev.it.directory", "target/it"), "full-disk", name)
            .toAbsolutePath();
    String why = DISK.prepare(small);
    System.out.println(why.isEmpty() ? DISK + " can be had" : "NOT TESTED, " + why);
    assumeTrue(why.isEmpty(), why);
    return small;
  }

  /** Of a server that is stopped; the first is the directory itself. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.skip(1).filter(file -> !file.endsWith("ballast")).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Segments that a server which was stopped in order has not written last: it needs none. */
  private static void deleteSpare(Path wal, FileTime since) throws IOException {
    try (Stream<Path> files = Files.list(wal)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().matches("[0-9A-F]{24}")
            && Files.getLastModifiedTime(file).compareTo(since) < 0) {
          Files.delete(file);
        }
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void drop(PostgresServer server, String what) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP " + what);
    }
  }
}
