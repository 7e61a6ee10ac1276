package io.betintel.ev.migrations;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a migration must not do: what would stop a running installation or could never be
 * undone. Matches SQL text and does not parse it: when in doubt it complains.
 */
public final class MigrationLint {
  private static final Pattern NAME = Pattern.compile("V(\\d{14})__([a-z0-9_]+)\\.sql");
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern TIMEOUT =
      pattern("^SET (LOCAL )?lock_timeout\\s*(=|TO)\\s*'?(\\d+)\\s*(ms|s)?'?$");
  private static final int LONGEST_MS = 5_000;
  private static final Pattern CREATED =
      pattern("^CREATE TYPE (?:\\w+\\.)?bet_type_enum AS ENUM \\((.*)\\)$");
  private static final Pattern ADDED =
      pattern(
          "^ALTER TYPE (?:\\w+\\.)?bet_type_enum ADD VALUE (IF NOT EXISTS )?'((?:[^']|'')*)'(.*)$");
  private static final Pattern REMOVED =
      pattern(
          "(DROP TYPE\\b.*\\bbet_type_enum\\b|\\bpg_enum\\b.*"
              + "|ALTER TYPE (?:\\w+\\.)?bet_type_enum RENAME\\b.*)");
  private static final Pattern REMOVING = pattern("^(DELETE|UPDATE|DROP|ALTER|INSERT|WITH)\\b");
  private static final Pattern TYPED =
      pattern(
          "(?<!::text)\\s*::\\s*(?:\\w+\\.)?bet_type_enum\\b|\\bAS (?:\\w+\\.)?bet_type_enum\\s*\\)"
              + "|'(?:\\w+\\.)?bet_type_enum'\\s*::\\s*regtype|\\(\\s*(?:\\w+\\.)?bet_type_enum\\s*\\)"
              + "|(?<!TYPE )\\bbet_type_enum\\s+'");
  private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

  /** Tables that are always small: a lock on them is short whatever a statement does. */
  private static final Set<String> SMALL =
      Set.of(
          "bet_types",
          "bet_types_version",
          "worker_heartbeats",
          "sink_offsets",
          "parked_tails",
          "parked_positions",
          "drift_expectations",
          "bet_history_types");

  private static final Pattern TABLE_CREATED =
      pattern("^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(?:\\w+\\.)?(\\w+)");
  private static final Pattern ALTERED =
      pattern("^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(?:\\w+\\.)?(\\w+) (.*)$");
  private static final Pattern REWRITE =
      pattern(
          "ALTER (?:COLUMN )?\\w+ (?:SET DATA )?TYPE\\b|SET (?:UN)?LOGGED\\b|SET TABLESPACE\\b"
              + "|SET ACCESS METHOD\\b|ADD (?:COLUMN )?.*\\bGENERATED\\b.*\\bSTORED\\b"
              + "|ADD (?:COLUMN )?.*\\b(?:big|small)?serial\\b"
              + "|ADD (?:COLUMN )?.*DEFAULT\\s+(?:nextval|random|clock_timestamp|timeofday"
              + "|gen_random_uuid|uuid\\w*)\\s*\\(");
  private static final Pattern SCAN =
      pattern(
          "SET NOT NULL\\b|ADD (?:CONSTRAINT \\w+ )?(?:CHECK|FOREIGN KEY|UNIQUE|PRIMARY KEY)\\b");
  private static final Pattern NO_SCAN = pattern("\\bNOT VALID\\b|\\bUSING INDEX\\b");
  private static final Pattern INDEXED =
      pattern("^CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?.*?\\bON (?:ONLY )?(?:\\w+\\.)?(\\w+)");
  private static final Pattern WHOLE =
      pattern("^(?:CLUSTER|VACUUM \\(?\\s*FULL\\)?|VACUUM FULL)\\b(?:.*?\\b(\\w+))?");

  private final List<String> complaints = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> versions = new HashMap<>();

  private MigrationLint() {}

  /**
   * @param migrations text by file name
   * @return one line per mistake, beginning with the file; empty if there is no mistake
   */
  public static List<String> check(Map<String, String> migrations) {
    MigrationLint lint = new MigrationLint();
    new TreeMap<>(migrations).forEach(lint::file);
    return List.copyOf(lint.complaints);
  }

  /** The labels that a database has after these migrations, and no more. */
  public static Set<String> labels(Map<String, String> migrations) {
    MigrationLint lint = new MigrationLint();
    new TreeMap<>(migrations).forEach(lint::file);
    return new TreeSet<>(lint.labels.values());
  }

  private void file(String file, String text) {
    name(file);
    List<String> statements = SqlStatements.of(text);
    timeout(file, statements);
    Set<String> created = new TreeSet<>();
    Map<String, Integer> added = new HashMap<>();
    for (int i = 0; i < statements.size(); i++) {
      String statement = statements.get(i);
      label(file, statement, i, added);
      target(file, statement);
      removal(file, statement);
      if (TYPED.matcher(statement).find()) {
        complain(
            file,
            "casts to bet_type_enum directly; send the value as text, ::text::bet_type_enum, or a"
                + " cached plan breaks when the type is swapped");
      }
      Matcher table = TABLE_CREATED.matcher(statement);
      if (table.find()) {
        created.add(lower(table.group(1)));
      }
      rewrite(file, statement, created);
    }
    use(file, statements, added);
  }

  private void name(String file) {
    Matcher name = NAME.matcher(file);
    if (!name.matches()) {
      complain(
          file,
          "is not named V<UTC timestamp of 14 digits>__<what>.sql; repeatable migrations are not"
              + " used");
      return;
    }
    try {
      LocalDateTime.parse(name.group(1), VERSION);
    } catch (DateTimeParseException e) {
      complain(file, "has the version " + name.group(1) + ", which is not a UTC timestamp");
    }
    String twin = versions.put(name.group(1), file);
    if (twin != null) {
      complain(file, "has the same version as " + twin);
    }
  }

  private void timeout(String file, List<String> statements) {
    Matcher first = TIMEOUT.matcher(statements.isEmpty() ? "" : statements.get(0));
    if (!first.find()) {
      complain(
          file,
          "does not begin with SET LOCAL lock_timeout = '2s': all others would queue behind a lock"
              + " that it waits for");
      return;
    }
    boolean seconds = "s".equalsIgnoreCase(first.group(4));
    long millis = Long.parseLong(first.group(3)) * (seconds ? 1000 : 1);
    if (millis == 0 || millis > LONGEST_MS) {
      complain(file, "has a lock_timeout that is not between 1 ms and 5 s");
    }
  }

  private void label(String file, String statement, int place, Map<String, Integer> added) {
    Matcher created = CREATED.matcher(statement);
    if (created.find()) {
      Matcher literal = LITERAL.matcher(created.group(1));
      while (literal.find()) {
        remember(file, literal.group(1));
      }
      return;
    }
    Matcher alter = ADDED.matcher(statement);
    if (!alter.find()) {
      return;
    }
    if (alter.group(1) == null) {
      complain(file, "adds " + alter.group(2) + " without IF NOT EXISTS");
    }
    if (!alter.group(3).isBlank()) {
      complain(file, "adds " + alter.group(2) + " in between; labels are only appended");
    }
    added.put(alter.group(2), place);
    remember(file, alter.group(2));
  }

  /** What {@link LabelTarget} writes may remove labels: it does so only where there are no bets. */
  private void target(String file, String statement) {
    if (!LabelTarget.isCall(statement)) {
      return;
    }
    LabelTarget target = LabelTarget.parse(statement);
    if (target == null) {
      complain(
          file,
          "calls bet_type_labels in its own way; ev-worker bet-types restructure --checkout writes it");
      return;
    }
    Set<String> lost = new TreeSet<>(labels.values());
    target.labels().forEach(lost::remove);
    lost.removeAll(target.gone().keySet());
    if (!lost.isEmpty()) {
      complain(
          file,
          "says nothing of "
              + String.join(", ", lost)
              + ", which an earlier migration adds: name it among the labels or among those that went");
    }
    target.gone().keySet().forEach(name -> labels.remove(likeness(name), name));
    target.labels().forEach(label -> remember(file, label));
  }

  private void remember(String file, String label) {
    if (!NewBetType.isName(label)) {
      complain(
          file,
          "adds the label "
              + label
              + "; accepted is [a-z][a-z0-9_]{0,62}, but not none, other or unknown");
    }
    String twin = labels.putIfAbsent(likeness(label), label);
    if (twin != null && !twin.equals(label)) {
      complain(
          file,
          "adds "
              + label
              + ", which differs from "
              + twin
              + " only by case or underscores; a label"
              + " is permanent");
    }
  }

  private void removal(String file, String statement) {
    Matcher removed = REMOVED.matcher(statement);
    if (removed.find() && REMOVING.matcher(statement).find()) {
      complain(
          file,
          "removes or renames a label: rows and running workers still use it; retire or alias the"
              + " bet type in the catalogue");
    }
  }

  private void use(String file, List<String> statements, Map<String, Integer> added) {
    for (int i = 0; i < statements.size(); i++) {
      Matcher literal = LITERAL.matcher(statements.get(i));
      while (literal.find()) {
        Integer place = added.get(literal.group(1));
        if (place != null && place != i) {
          complain(
              file,
              "uses "
                  + literal.group(1)
                  + " in the transaction that adds it (55P04): use it in the next migration");
        }
      }
    }
  }

  private void rewrite(String file, String statement, Set<String> created) {
    Matcher altered = ALTERED.matcher(statement);
    if (altered.find() && large(altered.group(1), created)) {
      String table = altered.group(1);
      if (REWRITE.matcher(altered.group(2)).find()) {
        complain(
            file,
            "rewrites "
                + table
                + " under an exclusive lock: add a column, backfill in batches, swap");
      } else if (SCAN.matcher(altered.group(2)).find()
          && !NO_SCAN.matcher(altered.group(2)).find()) {
        complain(
            file,
            "reads all of "
                + table
                + " under an exclusive lock: add it NOT VALID, VALIDATE it in a migration of its own;"
                + " build an index concurrently");
      }
    }
    Matcher index = INDEXED.matcher(statement);
    if (index.find() && index.group(1) == null && large(index.group(2), created)) {
      complain(
          file,
          "builds an index on " + index.group(2) + " that stops its writers: use CONCURRENTLY");
    }
    Matcher whole = WHOLE.matcher(statement);
    if (whole.find() && (whole.group(1) == null || large(whole.group(1), created))) {
      complain(file, "rewrites a whole table under an exclusive lock: " + statement);
    }
  }

  private static boolean large(String table, Set<String> created) {
    return !SMALL.contains(lower(table)) && !created.contains(lower(table));
  }

  private void complain(String file, String what) {
    complaints.add(file + " " + what);
  }

  private static String likeness(String label) {
    return lower(label).replace("_", "");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
