package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.tck.contract.PlainCompositor.Bug;

/** Every rule of the compositor contract is there for a wrong compositor that it catches. */
class WrongCompositorsTest {
  private static final int WIDTH = CompositorScenes.WIDTH;
  private static final int HEIGHT = CompositorScenes.HEIGHT;

  @ParameterizedTest
  @MethodSource("wrong")
  void run_wrongCompositor_isCaught(Class<?> wrong, String rule) {
    ContractRun.assertCaught(wrong, rule);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(SaysAnotherSize.class, "output_created_hasTheScenesSize"),
        arguments(SaysAnotherColor.class, "compose_picture_isAsOutputSays"),
        arguments(LeavesCanvases.class, "compose_intoCanvases_isAsElsewhere"),
        arguments(Flickers.class, "compose_sameMomentTwice_isTheSamePicture"),
        arguments(SwallowsSinkFailure.class, "compose_sinkThrows_passesItOn"),
        arguments(ThrowsOnSecondClose.class, "close_twice_isHarmless"));
  }

  @Test
  void rules_each_haveAWrongCompositor() {
    assertEquals(
        ContractRules.of(CompositorContract.class),
        ContractRules.brokenBy(wrong(), CompositorContractTest.broken()));
  }

  /** A good compositor of which one method does something else. */
  abstract static class OneAltered extends CompositorContractTest.Plain {
    private final String method;
    private final Altered.Instead instead;

    OneAltered(String method, Altered.Instead instead) {
      super(Bug.NONE);
      this.method = method;
      this.instead = instead;
    }

    @Override
    protected CompositorFactory factory() {
      return Altered.sessions(
          CompositorFactory.class,
          super.factory(),
          Compositor.class,
          good -> Altered.method(Compositor.class, good, method, instead));
    }
  }

  static class SaysAnotherSize extends OneAltered {
    SaysAnotherSize() {
      super("output", (none, good) -> output(WIDTH + 2, ColorInfo.BT709));
    }
  }

  static class SaysAnotherColor extends OneAltered {
    SaysAnotherColor() {
      super("output", (none, good) -> output(WIDTH, ColorInfo.UNSPECIFIED));
    }
  }

  private static VideoFormat output(int width, ColorInfo color) {
    return new VideoFormat("raw", width, HEIGHT, color, Blob.EMPTY);
  }

  /** Hands over a canvas that it has not drawn into. */
  static class LeavesCanvases extends OneAltered {
    LeavesCanvases() {
      super(
          "compose",
          (arguments, good) -> {
            if (arguments.length == 2) {
              return good.go();
            }
            ((FrameSink) arguments[2]).accept((VideoFrame) arguments[1]);
            return null;
          });
    }
  }

  static class Flickers extends OneAltered {
    Flickers() {
      super("compose", counting(new AtomicInteger()));
    }
  }

  /** The first pixel counts the pictures. */
  private static Altered.Instead counting(AtomicInteger pictures) {
    return (arguments, good) -> {
      int last = arguments.length - 1;
      FrameSink sink = (FrameSink) arguments[last];
      FrameSink counting =
          frame -> {
            ByteBuffer luma = ((VideoFrame) frame).planes().get(0).data();
            luma.put(luma.position(), (byte) pictures.incrementAndGet());
            sink.accept(frame);
          };
      arguments[last] = counting;
      return good.go();
    };
  }

  static class SwallowsSinkFailure extends OneAltered {
    SwallowsSinkFailure() {
      super(
          "compose",
          (arguments, good) -> {
            try {
              return good.go();
            } catch (Failures.Stop e) {
              return null;
            }
          });
    }
  }

  static class ThrowsOnSecondClose extends OneAltered {
    ThrowsOnSecondClose() {
      super("close", once(new AtomicInteger()));
    }
  }

  private static Altered.Instead once(AtomicInteger closed) {
    return (none, good) -> {
      if (closed.incrementAndGet() > 1) {
        throw new IllegalStateException("closed already");
      }
      return good.go();
    };
  }
}
