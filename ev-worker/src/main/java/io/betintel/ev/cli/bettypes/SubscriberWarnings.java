package io.betintel.ev.cli.bettypes;

import io.betintel.ev.drift.Replication;
import io.betintel.ev.drift.Subscriber;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What an operator should know of subscribers before rows of a bet type are written. */
final class SubscriberWarnings {
  private SubscriberWarnings() {}

  /**
   * @param subscribers those whose addresses are known
   * @return one line per warning, with what to do
   */
  static List<String> of(BetType betType, DataSource publisher, List<Subscriber> subscribers) {
    List<String> warnings = new ArrayList<>();
    try (Connection connection = publisher.getConnection()) {
      Replication replication = Replication.read(connection);
      if (!replication.publications().isEmpty() && subscribers.isEmpty()) {
        warnings.add(
            "Logical replication publishes bet types: "
                + String.join(", ", replication.publications())
                + ". A subscriber without the label "
                + betType
                + " stops at its first row: look with --subscriber URL, and add it there with"
                + " EV_POSTGRES_URL=URL ev-worker bet-types add "
                + betType
                + " --label-only");
      }
      warnings.addAll(replication.warnings());
    } catch (SQLException e) {
      warnings.add("Replication was not looked at: " + DatabaseTrouble.describe(e));
    }
    for (Subscriber subscriber : subscribers) {
      try {
        if (!subscriber.labels().contains(betType.symbol())) {
          warnings.add(
              "Subscriber "
                  + subscriber.name()
                  + " lacks the label "
                  + betType
                  + ". "
                  + subscriber.remedy(betType.symbol()));
        }
      } catch (IOException e) {
        warnings.add("Subscriber " + subscriber.name() + " was not looked at: " + e.getMessage());
      }
    }
    return warnings;
  }
}
