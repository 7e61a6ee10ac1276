package io.betintel.ev.fit;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code ev-worker fit} finds.
 *
 * @param models by group
 * @param tooFew groups with too few points to say anything
 */
public record LadderFit(List<FittedModel> models, List<LadderGroup> tooFew) {
  public LadderFit {
    models = List.copyOf(models);
    tooFew = List.copyOf(tooFew);
  }

  /**
   * Fits every family and sport of the files.
   *
   * @param shapes how a bet type's outcomes pair into lines; empty if the type is unknown
   * @param settings of a bet type: its family and margin method, and models whose form and scale
   *     are kept
   */
  public static LadderFit of(
      LadderFiles files,
      Function<BetType, Optional<Shape>> shapes,
      Function<BetType, BetTypeSettings> settings,
      ProgressBar progress) {
    var groups = files.ladders(shapes, settings);
    List<FittedModel> models = new ArrayList<>();
    List<LadderGroup> tooFew = new ArrayList<>();
    progress.start("fit", groups.size());
    groups.forEach(
        (group, ladders) -> {
          LadderModel given =
              settings
                  .apply(new BetType(group.family()))
                  .ladder()
                  .model(group.sport())
                  .orElse(null);
          ModelFit.of(group, ladders, given).ifPresentOrElse(models::add, () -> tooFew.add(group));
          progress.advance();
        });
    progress.finish();
    return new LadderFit(models, tooFew);
  }
}
