package io.betintel.ev.drift;

import io.betintel.ev.catalogue.LabelTable;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;

/**
 * A database that follows this one by logical replication. Only it knows its labels, and no
 * publisher knows its address.
 */
public record Subscriber(PostgresConfig config) {

  /**
   * @param url a JDBC URL; its own parameters for user and password win
   * @param publisher whose user and password are used otherwise
   */
  public static Subscriber at(String url, PostgresConfig publisher) {
    return new Subscriber(
        new PostgresConfig(url, publisher.user(), publisher.password(), publisher.poolSize()));
  }

  /** Where it is, without parameters: they may hold a password. */
  public String name() {
    String url = config.url();
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /**
   * @throws IOException with the reason, if it does not answer
   */
  public Set<String> labels() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "10");
    try (Connection connection = DriverManager.getConnection(config.url(), properties)) {
      return LabelTable.all(connection);
    } catch (SQLException e) {
      throw new IOException(DatabaseTrouble.describe(e), e);
    }
  }

  /** What adds a label there. */
  public String remedy(String label) {
    return "It stops at the first row of "
        + label
        + ". EV_POSTGRES_URL="
        + name()
        + " ev-worker bet-types add "
        + label
        + " --label-only";
  }
}
