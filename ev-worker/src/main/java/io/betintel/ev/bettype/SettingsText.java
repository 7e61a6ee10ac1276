package io.betintel.ev.bettype;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Pricing settings as people write them, such as {@code weights=pinnacle:0.5,fanduel:0.5}. */
public final class SettingsText {
  private SettingsText() {}

  /** Every setting by its key, in the order of {@link BetTypeSettings}. */
  public static Map<String, String> of(BetTypeSettings settings) {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("method", settings.method().label());
    text.put("fallback", settings.fallback().label());
    text.put("consensus", settings.consensus().label());
    text.put(
        "weights",
        settings.weights().entrySet().stream()
            .map(weight -> weight.getKey().key() + ":" + number(weight.getValue()))
            .collect(Collectors.joining(",")));
    PricingLimits limits = settings.limits();
    text.put("reference_age", span(limits.referenceAge()));
    text.put("offer_age", span(limits.offerAge()));
    text.put("offer_age_in_play", span(limits.offerAgeInPlay()));
    text.put("minimum_references", Integer.toString(limits.minimumReferences()));
    text.put("minimum_hold", number(limits.minimumHold()));
    text.put("maximum_hold", number(limits.maximumHold()));
    text.put("minimum_fair_odds", number(limits.minimumFairOdds()));
    text.put("maximum_fair_odds", number(limits.maximumFairOdds()));
    text.put("suspect_ev", number(limits.suspectEv()));
    text.put("middle_cost", number(limits.middleCost()));
    text.put("take", number(settings.take()));
    text.put("kelly_multiplier", number(settings.kellyMultiplier()));
    text.put("stake_cap", number(settings.stakeCap()));
    text.put("mid_depth", number(limits.midDepth()));
    LadderSettings ladder = settings.ladder();
    text.put("ladder", ladder.family() == null ? "none" : ladder.family());
    text.put("ladder_models", LadderText.json(ladder.models()));
    return text;
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String span(Duration span) {
    long millis = span.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
