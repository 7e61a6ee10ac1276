package io.betintel.ev.fit;

import io.betintel.ev.bettype.LadderModel;

/**
 * A model that was found, and how good it is on data that it was not fitted to.
 *
 * @param ladders how many there were
 */
public record FittedModel(LadderGroup group, LadderModel model, int ladders, Quality quality) {}
