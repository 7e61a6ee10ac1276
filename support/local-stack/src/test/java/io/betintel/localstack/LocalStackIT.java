package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class LocalStackIT {

  @Test
  void allFourRun(LocalStack stack) {
    assertThat(stack.servers()).allMatch(Server::running);
  }
}
