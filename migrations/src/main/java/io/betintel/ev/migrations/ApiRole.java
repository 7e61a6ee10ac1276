package io.betintel.ev.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The read API's own database role. It is created by hand: roles belong to the whole server, and
 * the user who migrates a database often has no right to create one. Here it gets its rights.
 */
public final class ApiRole {
  private static final String FILE = "/db/roles/api-role.sql";

  private ApiRole() {}

  /**
   * Lets the role read what the API reads, and nothing else. Run it after every migration, as a
   * user who may migrate.
   *
   * @param url a JDBC URL
   * @throws MigrationException if the role does not exist, or owns the tables
   */
  public static void grant(String url, String user, String password, String role) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(script().replace(":'role'", statement.enquoteLiteral(role)));
      connection.commit();
    } catch (SQLException e) {
      String reason = e.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
      throw new MigrationException("Cannot grant to " + role + ": " + reason, e);
    }
  }

  private static String script() {
    try (InputStream file = ApiRole.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
