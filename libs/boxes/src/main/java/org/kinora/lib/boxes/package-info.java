/** What a container file is made of, box by box, whether it is whole or broken. */
@NullMarked
package org.kinora.lib.boxes;

import org.jspecify.annotations.NullMarked;
