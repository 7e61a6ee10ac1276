package io.betintel.ev.it;

import io.betintel.ev.harness.Installation;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The statements in the server's log that EXPLAIN takes, since this was made. */
final class StatementLog {
  /** A statement's further lines begin with a tab. */
  private static final Pattern STATEMENT =
      Pattern.compile("LOG:  (?:execute [^:]*|statement): (.*(?:\\n\\t.*)*)");

  private static final Pattern EXPLAINED =
      Pattern.compile("(?is)\\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*");

  private static final String FILE =
      "regexp_replace(current_setting('data_directory'), 'data/[^/]+$', '') || 'postgresql.log'";

  private final Installation installation;
  private final long begin;

  StatementLog(Installation installation) throws SQLException {
    this.installation = installation;
    this.begin = Long.parseLong(installation.query("SELECT size FROM pg_stat_file(" + FILE + ")"));
  }

  /** Each text once. */
  List<String> statements() throws SQLException {
    String text =
        installation.query(
            "SELECT convert_from(pg_read_binary_file("
                + FILE
                + ", "
                + begin
                + ", 100000000), 'UTF8')");
    Matcher found = STATEMENT.matcher(text);
    Stream.Builder<String> all = Stream.builder();
    while (found.find()) {
      all.add(found.group(1));
    }
    return all.build().distinct().filter(each -> EXPLAINED.matcher(each).matches()).toList();
  }
}
