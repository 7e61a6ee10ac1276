package io.betintel.ev.cli.bettypes;

import io.betintel.ev.drift.Subscriber;
import io.betintel.ev.ops.PostgresConfig;
import java.util.List;
import picocli.CommandLine.Option;

/** The databases that follow the publisher: only an operator knows their addresses. */
final class SubscriberOption {
  @Option(
      names = "--subscriber",
      paramLabel = "URL",
      description =
          "A logical subscriber's JDBC URL, whose labels are looked at; may be given again. User and"
              + " password are those of EV_POSTGRES_..., unless the URL has its own.")
  private List<String> urls = List.of();

  List<Subscriber> all(PostgresConfig publisher) {
    return urls.stream().map(url -> Subscriber.at(url, publisher)).toList();
  }
}
