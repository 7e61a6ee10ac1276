package io.betintel.ev.worker;

import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.MarginMethod;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What this build can price by. */
public final class KnownSettings {
  private KnownSettings() {}

  /** The catalogue's settings, as far as this build understands them. */
  public static SettingsJson json() {
    Set<String> fallbacks =
        MarginMethod.ALL.stream()
            .filter(MarginMethod::alwaysPositive)
            .map(MarginMethod::label)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new SettingsJson(MarginMethod.LABELS, fallbacks, Consensus.LABELS);
  }
}
