// The element-wise kernels of the trainer, which Swift cannot vectorise.
//
// Shapes: a group trains G lanes side by side on one minibatch of B rows. A layer's activations
// are (G·n, B) in row-major order: one row a unit, lane g owning the units g·n up to (g+1)·n. A
// layer's weights are (G·n, inputs) and its biases (G·n). So each lane's share of everything is
// contiguous, and what is done for each row of the batch is done along vectors.
//
// Rows of activations are `stride` floats apart, the same in all matrices of a call, and nothing
// between them is read or written. A stride that is a multiple of sixteen is fastest: where the last,
// partial vector of a row reaches over the start of the next row, the processor waits for what was
// stored there before it loads.
//
// Every kernel exists for several instruction sets and is reached through a table; see
// `lrf_kernels_for`. NaN and infinity pass through every kernel: divergence is data here.
#ifndef LRFIND_CKERNELS_H
#define LRFIND_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

typedef enum { LRF_BASELINE = 0, LRF_AVX2 = 1, LRF_AVX512 = 2 } lrf_instruction_set;
typedef enum { LRF_RELU = 0, LRF_TANH = 1, LRF_SIGMOID = 2 } lrf_activation;

enum { LRF_WIDEST_NARROW = 4, LRF_LANES_AT_ONCE = 16 };

// One tensor of a group: `lanes` contiguous blocks of `block` elements, and what differs from
// lane to lane. Or the lanes lie side by side: (block, LRF_LANES_AT_ONCE), and so many of what differs.
typedef struct {
  size_t lanes;
  size_t block;
  int side_by_side;
  // With Adam and lanes side by side: the second half of the block has the negative gradient of the
  // first, no decay enters it, and so has their state; the update is worked out once.
  int mirrored;
  float *parameter;             // (lanes, block), updated in place
  const float *gradient;        // (lanes, block)
  const float *learning_rate;   // (lanes)
  const float *weight_decay;    // (lanes)
  const float *gradient_scale;  // (lanes); the factor that clipping asks for, else 1
} lrf_tensor;

typedef struct {
  float momentum;
  float dampening;
  int nesterov;
  int first_step;  // the velocity starts as the gradient itself
} lrf_momentum_options;

typedef struct {
  float beta2, epsilon;
  // Rounded once: 1 − 0.999 taken in single precision is off by 1.3e-5 of itself.
  float one_minus_beta1, one_minus_beta2;
  float correction1;       // 1 − beta1^t
  float sqrt_correction2;  // √(1 − beta2^t)
  int decoupled;           // AdamW: decay acts on the parameter, not on the gradient
} lrf_adam_options;

typedef struct {
  float alpha, one_minus_alpha, epsilon, momentum;
  int centered;
} lrf_rmsprop_options;

typedef struct {
  float one_minus_beta1, one_minus_beta2;
} lrf_lion_options;

typedef struct {
  float beta2, epsilon;
  float one_minus_beta1, one_minus_beta2;
  float sqrt_correction2;  // √(1 − beta2^t)
  // What the step has of the gradient and of its mean, both corrected for their start.
  float gradient_share, mean_share;
} lrf_nadam_options;

typedef struct {
  const float *mix;   // (lanes): the share of the newest iterate in the average
  const float *push;  // (lanes): how far the gradient moves the parameters at once, negative
  int divides;        // by the root of the mean square
  float beta2, one_minus_beta2, epsilon;
  float sqrt_correction2;  // √(1 − beta2^t)
} lrf_schedule_free_options;

// What goes into the sums that a distance is estimated by; (lanes) each.
typedef struct {
  const float *keep_mean, *add_mean;
  const float *keep_square, *add_square;
  const float *keep_sum, *add_sum;
  float *products;  // added to: Σ of the gradient times what it is compared with
  float *sizes;     // added to: Σ |sum|
  // D-Adaptation: decay is in the gradient, which is compared with sum / (√square + epsilon); else
  // with the displacement to the start, −displacement.
  int by_sum;
  float epsilon;
} lrf_distance_options;

// c ← a · b + beta · c with c (rows, columns), a (rows, inner) and b (inner, columns), which lie
// apart from one another. A step is the number of elements from one row, or column, to the next.
typedef struct {
  float *c;
  const float *a, *b;
  size_t rows, columns, inner;
  size_t c_row, a_row, a_column, b_row;
  float beta;  // with 0 the old content of c is ignored, even NaN
} lrf_product;

// The last hidden layer of a lane and a layer of at most LRF_WIDEST_NARROW outputs behind it.
typedef struct {
  size_t rows, stride, units, output_count;
  lrf_activation activation;
  float *hidden;             // (units, rows)
  const float *hidden_bias;  // (units)
  const float *weights;      // (output_count, units)
  const float *bias;         // (output_count)
  float *outputs;            // (output_count, rows): room for the outputs, or their gradient
  float *room;               // (units)
  const int32_t *label;      // (rows), or null for the squared error of one output
  const float *target;       // (rows)
  float scale;               // the factor of the loss's gradient
  // Where gradients go: to ← beta · to + gradient, laid out as what they are gradients of, which they
  // may be in the place of.
  float beta;
  float *hidden_bias_to, *weights_to, *bias_to;
} lrf_head;

// Lanes of one hidden layer and at most LRF_WIDEST_NARROW outputs, one after the other.
typedef struct {
  size_t lanes, rows, features, units, output_count;
  lrf_activation activation;
  const float *input;  // (features, rows): the batch transposed
  size_t stride;       // of input, hidden and outputs
  // (rows, features): the batch, its rows `batch_row` apart. Behind its features a row has a one and then
  // anything finite, to the end of a vector.
  const float *batch;
  size_t batch_row;
  const float *weights, *bias;            // (lanes, units, features), (lanes, units)
  const float *head_weights, *head_bias;  // (lanes, output_count, units), (lanes, output_count)
  const int32_t *label;  // (rows), or null for the squared error of one output
  const float *target;   // (rows)
  float *hidden;         // (units, rows): room
  float *outputs;        // (output_count, rows): room
  float *room;           // (units)
  // Of a step alone: the factor of the loss's gradient, (lanes), else null; and where gradients go: to ←
  // beta · to + gradient, laid out as what they are gradients of, which they may be in the place of.
  const float *scale;
  float beta;
  float *weights_to, *bias_to, *head_weights_to, *head_bias_to;
} lrf_shallow;

// A model of one layer that ends in one number a row, or in two classes, with the lanes side by side:
// whatever a lane has one of is a vector of LRF_LANES_AT_ONCE, those of lanes that are not there
// anything finite.
typedef struct {
  size_t rows, features, output_count;  // 1 or 2 outputs
  const float *matrix;     // (any, features): the table
  const int32_t *index;    // (rows): which of its rows, or null for those from the first on
  const int32_t *next;     // (next_rows): those that will be wanted soon
  size_t next_rows;
  const int32_t *label;    // (any): the class of the table's rows, or null for the squared error
  const float *target;     // (any)
  const float *parameters; // (output_count, features + 1, lanes): an output's weights, then its bias
  const float *scale;      // (lanes): the factor of the loss's gradient
  float *room;             // (2, features + 1, lanes)
  // Where the gradient goes: to ← beta · to + gradient; `to` may be the parameters. With beta 0 what is
  // there is ignored, even NaN.
  float beta;
  float *to;
} lrf_linear;

typedef struct {
  // The rows · columns · inner up to which `product` is as fast as a library made for large ones, or
  // faster; and the same where columns are few and leave a partial vector at the end of each row.
  size_t largest_product, largest_ragged_product;
  void (*product)(const lrf_product *product);
  // rows of `width` floats picked by index: out (count, width), a step apart, and transposed
  // (width, count)
  void (*gather)(const float *matrix, const int32_t *index, size_t count, size_t width, float *out,
                 size_t out_step, float *transposed, size_t stride);
  // out (width, count) ← the transpose of matrix (count, width), whose rows are a step apart
  void (*transpose)(const float *matrix, size_t step, size_t count, size_t width, float *out,
                    size_t stride);
  // z ← activation(z + bias); z (units, rows), bias (units)
  void (*activate)(float *z, const float *bias, size_t units, size_t rows, size_t stride,
                   lrf_activation kind);
  // d ← d · activation'(h), then sums ← beta · sums + row sums of d; d, h (units, rows)
  void (*activate_backward)(float *d, const float *h, size_t units, size_t rows, size_t stride,
                            lrf_activation kind, float beta, float *sums);
  // sums ← beta · sums + row sums of d (units, rows)
  void (*row_sums)(const float *d, size_t units, size_t rows, size_t stride, float beta,
                   float *sums);
  // Softmax cross-entropy of logits z + bias. z (lanes·classes, rows) becomes its gradient times
  // scale[lane]; loss[lane] is the sum over rows.
  void (*softmax_cross_entropy)(float *z, const float *bias, const int32_t *label, size_t rows,
                                size_t stride, size_t lanes, size_t classes, const float *scale,
                                float *loss);
  // The end of a step of one lane; returns the sum of the loss over rows. Hidden units enter without
  // bias and activation, and leave as the gradient of what they entered as.
  float (*head_step)(const lrf_head *head);
  // The loss alone, and of classes the number of rows whose largest output is their label's.
  float (*head_scores)(const lrf_head *head, int32_t *correct);
  // A step of lanes of one hidden layer: forward, loss and back; loss (lanes) is the sum over rows.
  void (*shallow_step)(const lrf_shallow *shallow, float *loss);
  // The loss alone, and of classes the number of rows whose largest output is their label's; (lanes).
  void (*shallow_scores)(const lrf_shallow *shallow, float *loss, int32_t *correct);
  // A step of a model of one layer: forward, loss and back; loss (lanes) is the sum over rows.
  void (*linear_step)(const lrf_linear *linear, float *loss);
  // The loss alone, and of classes the number of rows whose largest output is their label's.
  void (*linear_scores)(const lrf_linear *linear, double *loss, int32_t *correct);
  // Squared error of predictions z + bias. z (lanes, rows) becomes its gradient times
  // scale[lane]; loss[lane] is the sum over rows.
  void (*squared_error)(float *z, const float *bias, const float *target, size_t rows,
                        size_t stride, size_t lanes, const float *scale, float *loss);
  // The same loss without a gradient, and correct[lane] ← the rows whose largest logit z + bias is
  // their label's; z (lanes·classes, rows).
  void (*score_classes)(const float *z, const float *bias, const int32_t *label, size_t rows,
                        size_t stride, size_t lanes, size_t classes, float *loss,
                        int32_t *correct);
  // sums[lane] ← sums[lane] + Σ g² over the lane's block; g (lanes, block)
  void (*add_squares)(const float *g, size_t lanes, size_t block, float *sums);
  // The same where the lanes lie side by side; g (block, lanes)
  void (*add_squares_side_by_side)(const float *g, size_t block, float *sums);

  // Optimizer steps, with torch.optim's equations; the state tensors are (lanes, block).
  void (*sgd)(lrf_tensor tensor);
  void (*momentum)(lrf_tensor tensor, float *velocity, lrf_momentum_options options);
  // parameter ← parameter − learning_rate · velocity, when a product has updated the velocity
  void (*apply_velocity)(lrf_tensor tensor, const float *velocity);
  void (*adam)(lrf_tensor tensor, float *mean, float *square, lrf_adam_options options);
  // mean is read only when centered, velocity only with momentum; either may else be null
  void (*rmsprop)(lrf_tensor tensor, float *square, float *mean, float *velocity,
                  lrf_rmsprop_options options);
  void (*adagrad)(lrf_tensor tensor, float *sum, float epsilon);
  // decay acts on the parameter
  void (*lion)(lrf_tensor tensor, float *mean, lrf_lion_options options);
  void (*nadam)(lrf_tensor tensor, float *mean, float *square, lrf_nadam_options options);
  // The parameters are those that gradients are taken at; newest (lanes, block) is the iterate that
  // the average is of. square may be null where nothing is divided.
  void (*schedule_free)(lrf_tensor tensor, float *newest, float *square,
                        lrf_schedule_free_options options);
  // Those that keep the displacement from the start, (lanes, block), since it is lost in the rounding
  // of parameters at first: parameter = start + displacement.
  //
  // distances[lane] ← + Σ displacement², squares[lane] ← + Σ gradient², with decay in it
  void (*distance_sums)(lrf_tensor tensor, const float *displacement, float *distances,
                        float *squares);
  // A step of plain descent; then, where there is one, average ← average + weight · (parameter − it)
  void (*displace)(lrf_tensor tensor, float *displacement, const float *start, float *average,
                   float weight);
  // Brings mean, square and sum up to date and adds up what the distance is estimated by.
  void (*gather_distance)(lrf_tensor tensor, const float *displacement, float *mean, float *square,
                          float *sum, lrf_distance_options options);
  // parameter ← (1 − weight_decay) · parameter − learning_rate · mean / (√square + epsilon[lane]);
  // displacement and start may both be null
  void (*divide_mean)(lrf_tensor tensor, float *displacement, const float *start, const float *mean,
                      const float *square, const float *epsilon);
} lrf_kernels;

// The kernels for an instruction set, or null when this processor lacks it.
const lrf_kernels *lrf_kernels_for(lrf_instruction_set set);

// The widest instruction set that this processor has.
lrf_instruction_set lrf_widest_instruction_set(void);

// Sets the mode of the calling thread in which subnormal numbers count as zero, or restores what
// an earlier call returned. Subnormals slow a step tenfold and carry nothing.
uint32_t lrf_flush_subnormals(void);
void lrf_restore_float_mode(uint32_t mode);

#endif
