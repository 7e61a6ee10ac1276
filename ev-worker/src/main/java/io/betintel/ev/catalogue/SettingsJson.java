package io.betintel.ev.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.ConfigException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The catalogue's {@code settings} column: a JSON object that holds what differs from {@link
 * BetTypeSettings#defaults}, such as <code>
 * {"weights": {"pinnacle": 1}, "reference_age": "10m", "take": 0.05}</code>. Ignores a key that
 * this build does not know: a newer build may.
 */
public final class SettingsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<Method> METHODS = EnumSet.allOf(Method.class);
  private static final Set<Method> FALLBACKS =
      METHODS.stream().filter(Method::alwaysPositive).collect(Collectors.toUnmodifiableSet());
  private static final Set<Combination> COMBINATIONS = EnumSet.allOf(Combination.class);

  private SettingsJson() {}

  /** The names that a key accepts; empty if its value is not a name. */
  static List<String> names(String key) {
    return switch (key) {
      case "method" -> sorted(METHODS);
      case "fallback" -> sorted(FALLBACKS);
      case "consensus" -> sorted(COMBINATIONS);
      default -> List.of();
    };
  }

  /** What applies to the bet type unless the catalogue says otherwise. */
  public static BetTypeSettings defaults(BetType betType) {
    return BetTypeSettings.defaults().withLadder(ShippedLadders.of(betType));
  }

  /**
   * The defaults with some settings changed, written as for {@code bet-types set}.
   *
   * @param assignments each {@code key=value}, keys of pricing settings only
   * @throws ConfigException for an invalid one; names the key, the value and what is accepted
   */
  public static BetTypeSettings settings(List<String> assignments) {
    BetTypeChange change = BetTypeChange.parse(assignments);
    if (change.title() != null || change.shape() != null || change.minRole() != null) {
      throw new ConfigException("title, shape and min_role do not change how a bet type is priced");
    }
    try {
      return parse(change.applyTo(JSON.createObjectNode()).toString());
    } catch (InvalidSettingsException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  /** The settings of a bet type of no name, which has no shipped ladder. */
  static BetTypeSettings parse(String text) throws InvalidSettingsException {
    return parse(text, LadderSettings.NONE);
  }

  static BetTypeSettings parse(String text, BetType betType) throws InvalidSettingsException {
    return parse(text, ShippedLadders.of(betType));
  }

  private static BetTypeSettings parse(String text, LadderSettings shipped)
      throws InvalidSettingsException {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidSettingsException("settings", text, "a JSON object");
    }
    if (!json.isObject()) {
      throw new InvalidSettingsException("settings", text, "a JSON object");
    }
    SettingsFields fields = new SettingsFields(json);
    BetTypeSettings defaults = BetTypeSettings.defaults();
    return new BetTypeSettings(
        fields.name("method", METHODS, defaults.method()),
        fields.name("fallback", FALLBACKS, defaults.fallback()),
        fields.name("consensus", COMBINATIONS, defaults.consensus()),
        fields.weights("weights", defaults.weights()),
        limits(fields, defaults.limits()),
        fields.positive("take", defaults.take()),
        fields.share("kelly_multiplier", defaults.kellyMultiplier()),
        fields.share("stake_cap", defaults.stakeCap()),
        LadderFields.read(json, shipped));
  }

  private static <E extends Enum<E> & Label<E>> List<String> sorted(Set<E> words) {
    return words.stream().map(E::label).sorted().toList();
  }

  private static PricingLimits limits(SettingsFields fields, PricingLimits defaults)
      throws InvalidSettingsException {
    return new PricingLimits(
        fields.duration("reference_age", defaults.referenceAge()),
        fields.duration("offer_age", defaults.offerAge()),
        fields.duration("offer_age_in_play", defaults.offerAgeInPlay()),
        fields.atLeastOne("minimum_references", defaults.minimumReferences()),
        fields.hold("minimum_hold", defaults.minimumHold()),
        fields.hold("maximum_hold", defaults.maximumHold()),
        fields.odds("minimum_fair_odds", defaults.minimumFairOdds()),
        fields.odds("maximum_fair_odds", defaults.maximumFairOdds()),
        fields.positive("suspect_ev", defaults.suspectEv()),
        fields.share("middle_cost", defaults.middleCost()),
        fields.money("mid_depth", defaults.midDepth()));
  }
}
