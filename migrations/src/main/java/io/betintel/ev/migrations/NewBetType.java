package io.betintel.ev.migrations;

import java.util.Set;

/**
 * The statements that add a bet type to the database. Each may run any number of times; the
 * migrations of a release and {@code bet-types add --db} use the same ones.
 *
 * @param name {@code [a-z][a-z0-9_]{0,62}}, none of the {@link #PLACEHOLDERS}
 * @param title for people
 * @param shape as the catalogue spells it
 */
public record NewBetType(String name, String title, String shape) {
  /** The first statement of every migration: no session queues behind it for longer. */
  public static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

  /** What metrics and schemas say where there is no bet type, or none of the catalogue. */
  public static final Set<String> PLACEHOLDERS = Set.of("none", "other", "unknown");

  public NewBetType {
    // The name becomes SQL text: ALTER TYPE takes no parameters.
    if (!isName(name)) {
      throw new IllegalArgumentException(name + " is not a valid name of a bet type");
    }
  }

  static boolean isName(String text) {
    return text.matches("[a-z][a-z0-9_]{0,62}") && !PLACEHOLDERS.contains(text);
  }

  /** Adds the label. */
  public String labelStatement() {
    return labelStatement(name);
  }

  /**
   * Adds a label.
   *
   * @throws IllegalArgumentException if it is no name of a bet type
   */
  public static String labelStatement(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(name + " is not a valid name of a bet type");
    }
    return "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS '" + name + "'";
  }

  /** Adds the catalogue's row, disabled and for admins only; an existing row stays as it is. */
  public String rowStatement() {
    return "INSERT INTO bet_types (name, title, shape)\nVALUES ("
        + quoted(name)
        + ", "
        + quoted(title)
        + ", "
        + quoted(shape)
        + ")\nON CONFLICT (name) DO NOTHING";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
