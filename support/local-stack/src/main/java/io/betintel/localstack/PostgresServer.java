package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL, 18 unless {@link PostgresArchive} says otherwise. Committed data survives {@link
 * #kill} but not a crash of the machine, since a commit does not wait for the disk.
 */
public final class PostgresServer extends Server {
  private static final String NAME = "postgresql";
  private static final String USER = "postgres";
  private static final String PASSWORD = "local-stack";
  private static final String DUPLICATE_DATABASE = "42P04";
  private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final int port;

  /**
   * @param settings besides those that every server here has
   */
  PostgresServer(
      int port,
      StackDirectory directory,
      ServerFiles serverFiles,
      Children children,
      List<String> settings) {
    super(
        new ServerProcess(
            NAME,
            port,
            directory,
            children,
            new Launch(
                port,
                directory,
                new PostgresBinaries(
                    directory,
                    PostgresArchive.chosen(serverFiles.postgresqlVersion()),
                    directory.log(NAME),
                    children),
                settings)));
    this.port = port;
  }

  /** For any JDBC data source, together with {@link #user} and {@link #password}. */
  public String jdbcUrl(String database) {
    return jdbcUrl(port, database);
  }

  private static String jdbcUrl(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A superuser. */
  public String user() {
    return USER;
  }

  public String password() {
    return PASSWORD;
  }

  /**
   * Creates an empty database, unless one of this name exists.
   *
   * @param database lower case letters, digits and underscores, a letter first, at most 63
   * @return its {@link #jdbcUrl}
   */
  public String createDatabase(String database) {
    return create(database, "");
  }

  /**
   * Creates a copy of another database, to which no client may be connected meanwhile, unless one
   * of this name exists.
   *
   * @param database as for {@link #createDatabase}
   * @param original the other one
   * @return its {@link #jdbcUrl}
   */
  public String copyDatabase(String database, String original) {
    return create(database, " TEMPLATE " + name(original));
  }

  private String create(String database, String how) {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name(database) + how);
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw new LocalStackException("database " + database + " cannot be created", e);
      }
    }
    return jdbcUrl(database);
  }

  private static String name(String database) {
    if (!DATABASE.matcher(database).matches()) {
      throw new IllegalArgumentException("not a database name: " + database);
    }
    return database;
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(port, "postgres") + "?connectTimeout=2&socketTimeout=60", USER, PASSWORD);
  }

  private record Launch(
      int port, StackDirectory directory, PostgresBinaries binaries, List<String> settings)
      implements ServerProcess.Launch {
    @Override
    public void unpack() throws IOException {
      binaries.unpack();
    }

    @Override
    public ProcessBuilder prepare() throws IOException, InterruptedException {
      if (!Files.exists(data().resolve("PG_VERSION"))) {
        initialise();
      }
      // PostgreSQL takes a killed postmaster for a live one until it is reaped. None of its
      // processes lives: the directory is ours alone, and the kill took the whole tree.
      Files.deleteIfExists(data().resolve("postmaster.pid"));
      List<String> arguments = new ArrayList<>(List.of("-D", data().toString(), "-p", "" + port));
      Stream.concat(SETTINGS.stream(), settings.stream())
          .forEach(setting -> arguments.addAll(List.of("-c", setting)));
      return binaries.command("postgres", arguments);
    }

    /** Into another directory first, so that an interrupted start leaves no incomplete cluster. */
    private void initialise() throws IOException, InterruptedException {
      Path half = directory.data(NAME + ".new");
      StackDirectory.deleteTree(half);
      Path password = Files.writeString(directory.data(NAME + ".password"), PASSWORD);
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--pgdata=" + half,
                  "--username=" + USER,
                  "--pwfile=" + password,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--no-sync"));
      if (binaries.major() >= 14) {
        arguments.add("--no-instructions");
      }
      if (binaries.major() >= 16) {
        // Tests open hundreds of short connections: by default each costs both sides 4096 rounds
        // of hashing.
        arguments.add("--set=scram_iterations=1");
      }
      if (binaries.major() >= 17) {
        arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
      }
      binaries.run("initdb", arguments);
      Files.delete(password);
      Files.move(half, data());
    }

    @Override
    public boolean ready() {
      try (Connection connection = connect(port)) {
        return connection.isValid(2);
      } catch (SQLException notYet) {
        return false;
      }
    }

    /** SIGTERM would wait for every client to leave; "fast" ends their transactions. */
    @Override
    public void askToStop(ProcessHandle postmaster) throws IOException, InterruptedException {
      binaries
          .command("pg_ctl", List.of("kill", "INT", Long.toString(postmaster.pid())))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log(NAME).toFile()))
          .start()
          .waitFor();
    }

    private Path data() {
      return directory.data(NAME);
    }
  }

  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=200",
          "fsync=off",
          "full_page_writes=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_line_prefix=%m [%p] %d ");
}
