package io.betintel.ev.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each command may do in PostgreSQL, from {@code grants.txt}: the smallest set. */
public final class CommandGrants {
  private static final String FILE = "/db/roles/grants.txt";
  private static final Map<String, List<Grant>> ALL = Collections.unmodifiableMap(read());

  private CommandGrants() {}

  /** The commands that use the database, such as {@code bet-types enable}. */
  public static Set<String> commands() {
    return ALL.keySet();
  }

  /**
   * @param command one of {@link #commands}
   * @return one statement per right, without semicolon, for the schema public
   */
  public static List<String> sql(String command, String role) {
    return ALL.get(command).stream().map(grant -> grant.sql(role)).distinct().toList();
  }

  /**
   * What the connected user lacks.
   *
   * @param commands each one of {@link #commands}
   * @return the statements that an owner runs; empty if nothing is missing, and for what does not
   *     exist yet
   */
  public static List<String> missing(Connection connection, Collection<String> commands)
      throws SQLException {
    Set<String> missing = new LinkedHashSet<>();
    for (String command : commands) {
      for (Grant grant : ALL.getOrDefault(command, List.of())) {
        String statement = grant.missing(connection);
        if (statement != null) {
          missing.add(statement);
        }
      }
    }
    return List.copyOf(missing);
  }

  private static Map<String, List<Grant>> read() {
    Map<String, List<Grant>> all = new LinkedHashMap<>();
    List<Grant> current = new ArrayList<>();
    for (String line : text().split("\n", -1)) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        current.add(new Grant(Grant.Kind.SCHEMA, "USAGE", ""));
        all.put(line.substring(1, line.length() - 1), current);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        current.addAll(parse(line));
      }
    }
    return all;
  }

  private static List<Grant> parse(String line) {
    if (line.equals("CREATE ON SCHEMA")) {
      return List.of(new Grant(Grant.Kind.SCHEMA, "CREATE", ""));
    }
    if (line.equals("OWNER OF SCHEMA OBJECTS")) {
      return List.of(new Grant(Grant.Kind.OWNER, "", ""));
    }
    if (line.startsWith("OWNER OF TYPE ")) {
      return List.of(
          new Grant(Grant.Kind.TYPE_OWNER, "", line.substring("OWNER OF TYPE ".length())));
    }
    String[] parts = line.split(" ON ", 2);
    boolean functions = parts[1].startsWith("FUNCTION ");
    String objects = functions ? parts[1].substring("FUNCTION ".length()) : parts[1];
    List<Grant> grants = new ArrayList<>();
    for (String object : objects.split(", ", -1)) {
      for (String privilege : parts[0].split(", ", -1)) {
        grants.add(
            new Grant(functions ? Grant.Kind.FUNCTION : Grant.Kind.TABLE, privilege, object));
      }
    }
    return grants;
  }

  private static String text() {
    try (InputStream file = CommandGrants.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
