package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Secrets are hidden, however they are printed (promise 8). */
class SecretsTest {
  private final Secret token = new Secret("token", () -> "s3cr3t \"tok\"\n");
  private final Secret longer = new Secret("longer", () -> "s3cr3t \"tok\" and more");
  private final Secret key =
      new Secret("key", () -> "-----BEGIN-----\nabcdefghijkl\nmn\n-----END-----");
  private final Secrets secrets = new Secrets(List.of(token, longer, key));

  @Test
  void whatWasRevealedIsHiddenAndOnlyThat() {
    assertThat(secrets.hide("a s3cr3t \"tok\" b")).isEqualTo("a s3cr3t \"tok\" b");

    assertThat(token.reveal()).isEqualTo("s3cr3t \"tok\"");

    assertThat(secrets.hide("a s3cr3t \"tok\" b")).isEqualTo("a [secret token] b");
  }

  @Test
  void otherSpellingsAreHiddenToo() {
    token.reveal();

    assertThat(secrets.hide("czNjcjN0ICJ0b2si")).isEqualTo("[secret token]");
    assertThat(secrets.hide("?t=s3cr3t+%22tok%22&x")).isEqualTo("?t=[secret token]&x");
    assertThat(secrets.hide("{\"t\":\"s3cr3t \\\"tok\\\"\"}"))
        .isEqualTo("{\"t\":\"[secret token]\"}");
  }

  @Test
  void eachLineOfALongOneIsHidden() {
    key.reveal();

    assertThat(secrets.hide("k abcdefghijkl\nmn")).isEqualTo("k [secret key]\nmn");
  }

  @Test
  void oneThatContainsAnotherIsHiddenWhole() {
    token.reveal();
    longer.reveal();

    assertThat(secrets.hide("x s3cr3t \"tok\" and more y")).isEqualTo("x [secret longer] y");
  }

  @Test
  void whatIsLeftOfOneAtTheEdgeOfAPieceIsHidden() {
    token.reveal();

    assertThat(secrets.hide("end of it: s3cr3t \"t")).isEqualTo("end of it: [secret token]");
    assertThat(secrets.hide("3t \"tok\" goes on")).isEqualTo("[secret token] goes on");
  }

  @Test
  void oneThatIsTooShortToBeHiddenIsRefused() {
    Secret brief = new Secret("brief", () -> " ab ");

    assertThatThrownBy(brief::reveal)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("brief")
        .hasMessageNotContaining("ab ");
    assertThat(token.toString() + token).doesNotContain("s3cr3t");
  }
}
