"""20 migrations at once, for a database that has none of them."""

import councils.models.meetings
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('councils', '0006_sign_ins_second_factors_and_idle_sessions'), ('councils', '0007_two_names_of_one_person_may_be_erased'), ('councils', '0008_nobody_acts_alone_unless_allowed'), ('councils', '0009_a_refused_attempt_leaves_a_line'), ('councils', '0010_a_form_is_taken_once'), ('councils', '0011_an_invitation_is_accepted_first'), ('councils', '0012_acts_keep_the_digest_of_what_they_wrote'), ('councils', '0013_a_reason_is_given_or_none'), ('councils', '0014_people_say_what_they_are_emailed_about'), ('councils', '0015_who_acted_on_a_plan'), ('councils', '0016_call_in_ends_at_an_hour'), ('councils', '0017_how_a_council_is_governed'), ('councils', '0018_how_many_may_call_in'), ('councils', '0019_which_days_of_key_decision_notice'), ('councils', '0020_a_councils_own_word_template'), ('councils', '0021_a_councils_own_time'), ('councils', '0022_meetings_of_its_bodies'), ('councils', '0023_who_is_asked_again'), ('councils', '0024_the_form_of_a_councils_reports'), ('councils', '0025_a_day_of_which_nothing_is_left_to_do')]

    dependencies = [
        ('councils', '0005_addresses_that_were_invited_are_proved'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='act',
            name='an_act_has_a_reason',
        ),
        migrations.RemoveConstraint(
            model_name='identity',
            name='one_identity_for_each_name_and_role',
        ),
        migrations.AddField(
            model_name='act',
            name='written',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='appointment',
            name='invited_as',
            field=models.CharField(blank=True, default='', max_length=150, verbose_name='invited as'),
        ),
        migrations.AddField(
            model_name='council',
            name='asked_on_figures',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who is asked again when a figure, a saving or a metric changes'),
        ),
        migrations.AddField(
            model_name='council',
            name='asked_on_powers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who is asked again when who decides, or by which powers, changes'),
        ),
        migrations.AddField(
            model_name='council',
            name='asked_on_words',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who is asked again when other words of the plan or its report change'),
        ),
        migrations.AddField(
            model_name='council',
            name='authors_may_record',
            field=models.BooleanField(default=False, verbose_name='an author who is also democratic services may record what became of their own plan'),
        ),
        migrations.AddField(
            model_name='council',
            name='call_in_closes_at',
            field=models.TimeField(blank=True, null=True, verbose_name='time at which call-in ends on its last day'),
        ),
        migrations.AddField(
            model_name='council',
            name='call_in_effect',
            field=models.CharField(choices=[('calendar', 'The next day, even a Saturday'), ('working', 'The next working day')], default='calendar', max_length=10, verbose_name='what was not called in takes effect'),
        ),
        migrations.AddField(
            model_name='council',
            name='call_in_members',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='members who have to ask for call-in together'),
        ),
        migrations.AddField(
            model_name='council',
            name='clearing_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days for those who clear a plan'),
        ),
        migrations.AddField(
            model_name='council',
            name='decision_notice_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days after a decision until its notice is out'),
        ),
        migrations.AddField(
            model_name='council',
            name='despatch_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days before an agenda by which reports are handed over'),
        ),
        migrations.AddField(
            model_name='council',
            name='idle_minutes',
            field=models.PositiveSmallIntegerField(default=60, verbose_name='minutes after which somebody who does nothing is signed out'),
        ),
        migrations.AddField(
            model_name='council',
            name='key_notice_days',
            field=models.CharField(choices=[('working', 'Working days'), ('calendar', 'Calendar days')], default='calendar', max_length=10, verbose_name='notice of a key decision is counted in'),
        ),
        migrations.AddField(
            model_name='council',
            name='second_factor_roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who signs in with a code as well'),
        ),
        migrations.AddField(
            model_name='historicalappointment',
            name='invited_as',
            field=models.CharField(blank=True, default='', max_length=150, verbose_name='invited as'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='asked_on_figures',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who is asked again when a figure, a saving or a metric changes'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='asked_on_powers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who is asked again when who decides, or by which powers, changes'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='asked_on_words',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who is asked again when other words of the plan or its report change'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='authors_may_record',
            field=models.BooleanField(default=False, verbose_name='an author who is also democratic services may record what became of their own plan'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='call_in_closes_at',
            field=models.TimeField(blank=True, null=True, verbose_name='time at which call-in ends on its last day'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='call_in_effect',
            field=models.CharField(choices=[('calendar', 'The next day, even a Saturday'), ('working', 'The next working day')], default='calendar', max_length=10, verbose_name='what was not called in takes effect'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='call_in_members',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='members who have to ask for call-in together'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='clearing_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days for those who clear a plan'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='decision_notice_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days after a decision until its notice is out'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='despatch_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days before an agenda by which reports are handed over'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='idle_minutes',
            field=models.PositiveSmallIntegerField(default=60, verbose_name='minutes after which somebody who does nothing is signed out'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='key_notice_days',
            field=models.CharField(choices=[('working', 'Working days'), ('calendar', 'Calendar days')], default='calendar', max_length=10, verbose_name='notice of a key decision is counted in'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='second_factor_roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('author', 'Report author'), ('contributor', 'Contributor'), ('monitoring_officer', 'Monitoring Officer'), ('section_151', 'Section 151 officer'), ('head_of_paid_service', 'Head of paid service'), ('portfolio_holder', 'Portfolio holder'), ('clearing_officer', 'Other clearing officer'), ('cabinet_member', 'Cabinet member'), ('decision_maker', 'Individual decision-maker'), ('democratic_services', 'Democratic services'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=40), blank=True, default=list, size=None, verbose_name='who signs in with a code as well'),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='facts',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='plan',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='title',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AlterField(
            model_name='council',
            name='contributors_may_clear',
            field=models.BooleanField(default=False, verbose_name='officers who wrote a part may clear the plan'),
        ),
        migrations.AlterField(
            model_name='historicalcouncil',
            name='contributors_may_clear',
            field=models.BooleanField(default=False, verbose_name='officers who wrote a part may clear the plan'),
        ),
        migrations.AddIndex(
            model_name='act',
            index=models.Index(fields=['plan', 'actor'], name='who_acted_on_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='council',
            constraint=models.CheckConstraint(condition=models.Q(('idle_minutes__gte', 5), ('idle_minutes__lte', 720)), name='an_idle_session_lasts_five_minutes_to_twelve_hours'),
        ),
        migrations.AddConstraint(
            model_name='identity',
            constraint=models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('council', 'person', 'role', 'title', 'deputy', 'name'), name='one_identity_for_each_name_and_role'),
        ),
        migrations.CreateModel(
            name='DayDone',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='Governance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.act')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='governance', to='councils.council')),
                ('form', models.CharField(choices=[('leader', 'A leader and cabinet'), ('mayor', 'An elected mayor and cabinet'), ('committees', 'Committees')], max_length=12, verbose_name='how the council is governed')),
                ('starts_on', models.DateField(verbose_name='since')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mail_choices', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(max_length=40)),
                ('wanted', models.BooleanField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalMeeting',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.act')),
                ('body', models.CharField(max_length=80, verbose_name='who meets')),
                ('kind', models.CharField(choices=[('cabinet', 'The executive'), ('committee', 'A committee'), ('council', 'Full council')], max_length=10, verbose_name='what kind of body it is')),
                ('on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='time')),
                ('uid', models.CharField(default=councils.models.meetings.new_uid, editable=False, max_length=255)),
                ('is_cancelled', models.BooleanField(default=False, verbose_name='cancelled')),
                ('cancelled_why', models.CharField(blank=True, max_length=500, verbose_name='why it is cancelled')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('history_change_reason', models.TextField()),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='councils.council')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical meeting',
                'verbose_name_plural': 'historical meetings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='councils.council')),
                ('body', models.CharField(max_length=80, verbose_name='who meets')),
                ('kind', models.CharField(choices=[('cabinet', 'The executive'), ('committee', 'A committee'), ('council', 'Full council')], max_length=10, verbose_name='what kind of body it is')),
                ('on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='time')),
                ('uid', models.CharField(default=councils.models.meetings.new_uid, editable=False, max_length=255)),
                ('is_cancelled', models.BooleanField(default=False, verbose_name='cancelled')),
                ('cancelled_why', models.CharField(blank=True, max_length=500, verbose_name='why it is cancelled')),
                ('revision', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['on', 'starts_at', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('council'), models.F('on'), django.db.models.functions.text.Lower('body'), name='a_body_meets_once_on_a_day'), models.UniqueConstraint(fields=('council', 'uid'), name='a_calendar_knows_a_meeting_by_its_own_mark'), models.CheckConstraint(condition=models.Q(('is_cancelled', True), ('cancelled_why', ''), _connector='OR'), name='only_what_is_cancelled_says_why')],
            },
        ),
        migrations.CreateModel(
            name='RefusedAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refused_attempts', to='councils.council')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tried', models.CharField(max_length=60)),
                ('plan', models.BigIntegerField(default=0)),
                ('reason', models.CharField(choices=[('no_right', 'They have no right to it'), ('stale_page', 'Their page was out of date'), ('other_words', 'It was about other words'), ('wrong_stage', 'The plan’s stage does not allow it'), ('barred', 'They may not clear this plan'), ('round_over', 'The clearance was over'), ('not_theirs', 'It is somebody else’s to say'), ('said_already', 'They had said it already'), ('no_email', 'The file is no e-mail'), ('own_plan', 'It is their own plan'), ('own_grant', 'They would have given the role to themselves'), ('not_declared', 'They had not declared their interests'), ('interest', 'They declared an interest'), ('rule', 'A rule was in the way')], max_length=20)),
                ('words', models.TextField()),
                ('at', models.DateTimeField()),
                ('minute', models.DateTimeField()),
                ('number', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['council', '-at', '-id'], name='refused_in_a_council')],
                'constraints': [models.UniqueConstraint(fields=('council', 'person', 'tried', 'plan', 'reason', 'minute', 'number'), name='the_same_refusal_is_counted_within_a_minute')],
            },
        ),
        migrations.CreateModel(
            name='ReportTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.act')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_templates', to='councils.council')),
                ('front', models.TextField(blank=True, verbose_name='front table')),
                ('opening', models.TextField(blank=True, verbose_name='sections before the numbered ones')),
                ('numbered', models.TextField(blank=True, verbose_name='numbered sections')),
                ('numbering', models.CharField(blank=True, choices=[('sections', 'Sections: 1, 2, 3'), ('paragraphs', 'Sections and their paragraphs: 1, 1.1, 1.2')], max_length=10, verbose_name='what has a number')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('front', ''), ('numbered', ''), ('numbering', ''), ('opening', '')), models.Q(models.Q(('numbering', ''), _negated=True), models.Q(models.Q(('front', ''), _negated=True), models.Q(('opening', ''), _negated=True), models.Q(('numbered', ''), _negated=True), _connector='OR')), _connector='OR'), name='a_form_of_reports_has_parts_and_says_what_is_numbered')],
            },
        ),
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('path', models.CharField(max_length=300)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.act')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'digest'], name='what_a_person_sent')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('signed_in', 'Signed in'), ('wrong_password', 'Wrong password'), ('wrong_code', 'Wrong code'), ('locked_out', 'Locked out for five minutes, after too many attempts')], max_length=20)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['person', '-id'], name='sign_ins_of_a_person')],
            },
        ),
        migrations.CreateModel(
            name='WordTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.act')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='word_templates', to='councils.council')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='template')),
                ('styles', models.TextField(blank=True, verbose_name='styles')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('styles', '')), models.Q(models.Q(('name', ''), _negated=True), models.Q(('styles', ''), _negated=True)), _connector='OR'), name='a_word_template_has_its_name_and_its_styles')],
            },
        ),
    ]
