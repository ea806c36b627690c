package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressClassTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, THIS_COMPUTER",
        "::1, THIS_COMPUTER",
        "::ffff:127.0.0.1, THIS_COMPUTER",
        "192.168.77.2, THIS_NETWORK",
        "10.1.2.3, THIS_NETWORK",
        "172.16.0.1, THIS_NETWORK",
        "172.32.0.1, INTERNET",
        "100.64.0.9, THIS_NETWORK",
        "fe80::1, THIS_NETWORK",
        "fd12:3456::1, THIS_NETWORK",
        "2a01:4f8::1, INTERNET",
        "8.8.8.8, INTERNET"
    })
    void addressesAreOfThisComputerThisNetworkOrTheInternet(String address, AddressClass expected) {
        assertThat(AddressClass.of(address)).isEqualTo(expected);
    }
}
