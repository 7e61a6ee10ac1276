package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * PgBouncer, in transaction mode unless a setting says otherwise. Every database of the server
 * behind it can be reached by its name; the server's own user is also the pooler's administrator.
 */
public final class PgBouncerServer extends Server {
  private static final String NAME = "pgbouncer";

  private final int port;

  PgBouncerServer(
      int port,
      StackDirectory directory,
      Children children,
      PostgresServer behind,
      Map<String, String> users,
      List<String> settings) {
    super(
        new ServerProcess(
            NAME,
            port,
            directory,
            children,
            new Launch(
                port,
                directory.data(NAME),
                new PgBouncerProgram(directory.binaries(), directory.log(NAME)),
                behind,
                users,
                settings)));
    this.port = port;
  }

  /** For any JDBC data source, with a user of the server behind. */
  public String jdbcUrl(String database) {
    return jdbcUrl(port, database);
  }

  private static String jdbcUrl(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private record Launch(
      int port,
      Path data,
      PgBouncerProgram program,
      PostgresServer behind,
      Map<String, String> users,
      List<String> settings)
      implements ServerProcess.Launch {
    @Override
    public void unpack() throws IOException {
      program.unpack();
    }

    @Override
    public ProcessBuilder prepare() throws IOException {
      Files.createDirectories(data);
      Map<String, String> all = new TreeMap<>(users);
      all.put(behind.user(), behind.password());
      Path userList =
          Files.write(
              data.resolve("users"),
              all.entrySet().stream()
                  .map(user -> quoted(user.getKey()) + " " + quoted(user.getValue()))
                  .toList());
      int colon = behind.address().lastIndexOf(':');
      List<String> lines = new ArrayList<>();
      lines.add("[databases]");
      lines.add(
          "* = host=%s port=%s"
              .formatted(
                  behind.address().substring(0, colon), behind.address().substring(colon + 1)));
      lines.add("[pgbouncer]");
      lines.add("listen_addr = 127.0.0.1");
      lines.add("listen_port = " + port);
      lines.add("unix_socket_dir =");
      lines.add("auth_type = scram-sha-256");
      lines.add("auth_file = " + userList);
      lines.add("admin_users = " + behind.user());
      lines.add("pool_mode = transaction");
      lines.add("max_client_conn = 2000");
      // The JDBC driver sends it, and PgBouncer refuses what it does not know.
      lines.add("ignore_startup_parameters = extra_float_digits");
      lines.addAll(settings);
      return program.command(Files.write(data.resolve("pgbouncer.ini"), lines));
    }

    private static String quoted(String text) {
      return '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public boolean ready() {
      try (Connection connection =
          DriverManager.getConnection(
              jdbcUrl(port, "postgres") + "?connectTimeout=2&socketTimeout=10&prepareThreshold=0",
              behind.user(),
              behind.password())) {
        return connection.isValid(2);
      } catch (SQLException notYet) {
        return false;
      }
    }
  }
}
