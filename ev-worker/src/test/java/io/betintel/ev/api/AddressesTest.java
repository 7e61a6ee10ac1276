package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressesTest {

  @Test
  void headerIsIgnoredWithoutAProxy() {
    assertThat(new Addresses(0).of("192.0.2.1", List.of("198.51.100.7"))).isEqualTo("192.0.2.1");
  }

  @Test
  void lastEntriesAreOurProxies() {
    List<String> forged = List.of("203.0.113.9, 198.51.100.7", "10.0.0.2");
    assertThat(new Addresses(1).of("10.0.0.1", forged)).isEqualTo("10.0.0.2");
    assertThat(new Addresses(2).of("10.0.0.1", forged)).isEqualTo("198.51.100.7");
  }

  @Test
  void connectionCountsWhereTheHeaderSaysNothing() {
    assertThat(new Addresses(1).of("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    assertThat(new Addresses(3).of("10.0.0.1", List.of("198.51.100.7"))).isEqualTo("10.0.0.1");
    assertThat(new Addresses(1).of("10.0.0.1", List.of("unknown"))).isEqualTo("10.0.0.1");
  }

  @Test
  void portIsNoPartOfAnAddress() {
    assertThat(new Addresses(1).of("10.0.0.1", List.of("198.51.100.7:4711")))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void ipv6NetworkIsOneAddress() {
    Addresses addresses = new Addresses(0);
    // The first 64 of 128 bits: 2001:db8:0:1.
    assertThat(addresses.of("2001:db8:0:1::17", List.of())).isEqualTo("2001:db8:0:1::/64");
    assertThat(addresses.of("2001:0DB8:0000:0001:a:b:c:d", List.of()))
        .isEqualTo("2001:db8:0:1::/64");
    assertThat(addresses.of("[2001:db8:0:1::18]:443", List.of())).isEqualTo("2001:db8:0:1::/64");
    assertThat(addresses.of("::1", List.of())).isEqualTo("0:0:0:0::/64");
  }
}
