"""After transformers' run_glue.py on a tiny made BERT: Trainer with warmup and linear decay."""
import argparse
import os
os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments
from data import seed

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--num_train_epochs", type=int)
parser.add_argument("--output_dir")
args = parser.parse_args()
torch.set_num_threads(1)
# Sentences of made words: one half of the words is kind, the other is not; the more decide.
words = torch.randint(5, 60, (1500, 11), generator=torch.Generator().manual_seed(0))
labels = ((words < 32).sum(1) > 5).long()
rows = [{"input_ids": w, "labels": label} for w, label in zip(words, labels)]
torch.manual_seed(seed)
model = BertForSequenceClassification(BertConfig(
    vocab_size=60, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64))
Trainer(
    model=model, train_dataset=rows[:1200], eval_dataset=rows[1200:],
    args=TrainingArguments(
        output_dir=args.output_dir, learning_rate=args.learning_rate, num_train_epochs=args.num_train_epochs,
        per_device_train_batch_size=16, warmup_steps=10, eval_strategy="epoch", logging_steps=10,
        save_strategy="no", report_to="none", disable_tqdm=True, use_cpu=True, seed=seed)).train()
